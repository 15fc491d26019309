/** Whether bytes [start, end) are well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates). */
export function isValidUtf8(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start
  while (at < end) {
    const lead = bytes[at] ?? 0
    if (lead < 0x80) {
      at++
      continue
    }
    const second = at + 1 < end ? (bytes[at + 1] ?? 0) : 0
    let length = 2
    if (lead < 0xc2 || lead > 0xf4) return false
    if (lead >= 0xe0) {
      length = lead >= 0xf0 ? 4 : 3
      if (lead === 0xe0 && second < 0xa0) return false
      if (lead === 0xed && second > 0x9f) return false
      if (lead === 0xf0 && second < 0x90) return false
      if (lead === 0xf4 && second > 0x8f) return false
    }
    if (at + length > end) return false
    for (let index = 1; index < length; index++) if (((bytes[at + index] ?? 0) & 0xc0) !== 0x80) return false
    at += length
  }
  return true
}
