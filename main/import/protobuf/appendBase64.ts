import type { TextArena } from '../columns/TextArena'

const BASE64_DIGITS = new TextEncoder().encode('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
const PADDING = 0x3d
/** Appends bytes [start, end) in base64, padded. */
export function appendBase64(bytes: Uint8Array, start: number, end: number, into: TextArena): void {
  into.reserve(Math.ceil((end - start) / 3) * 4)
  const target = into.bytes
  let to = into.length
  for (let at = start; at < end; at += 3) {
    const [left, first, second, third] = [end - at, bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0]
    const group = (first << 16) | (left > 1 ? second << 8 : 0) | (left > 2 ? third : 0)
    target[to] = BASE64_DIGITS[group >> 18] ?? 0
    target[to + 1] = BASE64_DIGITS[(group >> 12) & 63] ?? 0
    target[to + 2] = left > 1 ? (BASE64_DIGITS[(group >> 6) & 63] ?? 0) : PADDING
    target[to + 3] = left > 2 ? (BASE64_DIGITS[group & 63] ?? 0) : PADDING
    to += 4
  }
  into.length = to
}
