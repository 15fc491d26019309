import { parseExtraFields } from 'yauzl'
import type { ZipEntry } from './zipEntry'

/** Without the name and the extra fields, which follow. */
export const ZIP_HEADER_BYTES = 30
const MARK = 0x04034b50
const ZIP64_FIELD = 1
const IN_FIELD = 0xffffffff

/** How far behind the beginning of the header before a file its content begins; null where there is no header. */
export function zipContentStart(header: Buffer): number | null {
  if (header.length < ZIP_HEADER_BYTES || header.readUInt32LE(0) !== MARK) return null
  return ZIP_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28)
}

/** What the header before a file, with its extra fields, says of it. */
export function readZipHeader(header: Buffer, extra: Buffer): ZipEntry {
  let packedBytes = header.readUInt32LE(18)
  let unpackedBytes = header.readUInt32LE(22)
  const large = extraFieldsOf(extra).find(({ id }) => id === ZIP64_FIELD)?.data
  if (large !== undefined && large.length >= 16 && packedBytes === IN_FIELD) {
    unpackedBytes = Number(large.readBigUInt64LE(0))
    packedBytes = Number(large.readBigUInt64LE(8))
  }
  const [flags, method] = [header.readUInt16LE(6), header.readUInt16LE(8)]
  return { flags, method, crc: header.readUInt32LE(14), packedBytes, unpackedBytes }
}

/** None where they are damaged: what matters is told elsewhere too. */
export function extraFieldsOf(extra: Buffer): ReturnType<typeof parseExtraFields> {
  try {
    return parseExtraFields(extra)
  } catch {
    return []
  }
}
