export const TAR_BLOCK_BYTES = 512
const BLANK = 0x20

export interface TarHeader {
  name: string
  /** NaN where it is not a number. */
  size: number
  /** One character. */
  type: string
}

/** Whether a tar archive begins so, be it of POSIX or GNU. */
export function isTar(head: Uint8Array): boolean {
  return textOf(head, 257, 5) === 'ustar' && readTarHeader(head.subarray(0, TAR_BLOCK_BYTES)) !== null
}

/** Reads a header; null where its checksum is wrong. */
export function readTarHeader(block: Uint8Array): TarHeader | null {
  if (block.length < TAR_BLOCK_BYTES) return null
  let sum = 0
  for (let at = 0; at < TAR_BLOCK_BYTES; at++) sum += at >= 148 && at < 156 ? BLANK : (block[at] ?? 0)
  if (numberOf(block, 148, 8) !== sum) return null
  // What GNU has there is no prefix.
  const prefix = textOf(block, 257, 6) === 'ustar' ? textOf(block, 345, 155) : ''
  const name = textOf(block, 0, 100)
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size: numberOf(block, 124, 12),
    type: String.fromCharCode(block[156] ?? 0),
  }
}

/** The fields of an extended header of POSIX: `length key=value` in lines. */
export function readPax(bytes: Uint8Array): Map<string, string> {
  const fields = new Map<string, string>()
  const buffer = Buffer.from(bytes)
  for (let at = 0; at < buffer.length;) {
    const blank = buffer.indexOf(BLANK, at)
    const length = blank < 0 ? NaN : Number(buffer.toString('latin1', at, blank))
    if (!Number.isInteger(length) || length <= blank - at || at + length > buffer.length) break
    const field = buffer.toString('utf8', blank + 1, at + length - 1)
    const equals = field.indexOf('=')
    if (equals > 0) fields.set(field.slice(0, equals), field.slice(equals + 1))
    at += length
  }
  return fields
}

/** A text that ends with the first zero. */
export function textOf(bytes: Uint8Array, start: number, length: number): string {
  const field = bytes.subarray(start, start + length)
  const end = field.indexOf(0)
  return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString('utf8')
}

/** Octal digits, or a binary number of the highest bit is set. */
function numberOf(bytes: Uint8Array, start: number, length: number): number {
  const field = bytes.subarray(start, start + length)
  const [first = 0] = field
  if (first >= 0x80) {
    const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, first & 0x7f)
    return Number.isSafeInteger(value) ? value : NaN
  }
  const digits = textOf(field, 0, length).trim()
  return digits === '' ? 0 : /^[0-7]+$/.test(digits) ? parseInt(digits, 8) : NaN
}
