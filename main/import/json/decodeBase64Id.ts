import type { TextArena } from '../columns/TextArena'

/** How an id was written: as the archive shows it or byte for byte, in base64, in base64 of its hexadecimal digits. */
export const IdForm = { plain: 0, base64: 1, base64OfHex: 2 } as const

const EQUALS = 0x3d
const HEX = new TextEncoder().encode('0123456789abcdef')

/** By character code: the six bits of the character, in the usual and in the URL-safe alphabet; 64 for what is none. */
const BITS = new Uint8Array(256).fill(64)
for (const [bits, character] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  BITS[character.charCodeAt(0)] = bits
}
BITS['-'.charCodeAt(0)] = 62
BITS['_'.charCodeAt(0)] = 63

const decoded = new Uint8Array(32)

/**
 * Turns the id that `text` ends with, from `offset` on, from base64 into hexadecimal digits, if it is padded base64
 * of 8 or 16 bytes (protobuf's JSON form, in which `bytes` are base64), or of 16 or 32 hexadecimal digits (which
 * were encoded twice), and not of more than `digits` digits. Returns a value of `IdForm`: what it was.
 */
export function decodeBase64Id(text: TextArena, offset: number, digits: number): number {
  const count = decode(text.bytes, offset, text.length)
  if (count !== 8 && count !== 16 && count !== 32) return IdForm.plain
  if (count > 8 && count <= digits && isHex(count)) {
    text.length = offset
    text.appendBytes(decoded, 0, count)
    return IdForm.base64OfHex
  }
  if (count * 2 > digits) return IdForm.plain
  text.length = offset
  text.reserve(count * 2)
  for (let index = 0; index < count; index++) {
    const byte = decoded[index] ?? 0
    text.appendByte(HEX[byte >> 4] ?? 0)
    text.appendByte(HEX[byte & 0x0f] ?? 0)
  }
  return IdForm.base64
}

/** Decodes bytes [start, end) into `decoded` and returns how many they are; −1 where they are not padded base64 of up to 32. */
function decode(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start
  if (length % 4 !== 0 || length < 4 || length > 44) return -1
  const padding = bytes[end - 2] === EQUALS ? 2 : bytes[end - 1] === EQUALS ? 1 : 0
  const count = (length / 4) * 3 - padding
  if (count > decoded.length) return -1
  let held = 0
  let bits = 0
  let to = 0
  for (let at = start; at < end - padding; at++) {
    const six = BITS[bytes[at] ?? 0] ?? 64
    if (six === 64) return -1
    held = ((held << 6) | six) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      decoded[to++] = (held >> bits) & 0xff
    }
  }
  // What is left over must be zero: else no encoder wrote it.
  return (held & ((1 << bits) - 1)) === 0 ? count : -1
}

function isHex(count: number): boolean {
  for (let index = 0; index < count; index++) {
    const byte = decoded[index] ?? 0
    const lower = byte | 0x20
    if (!((byte >= 0x30 && byte <= 0x39) || (lower >= 0x61 && lower <= 0x66))) return false
  }
  return true
}
