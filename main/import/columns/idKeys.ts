import type { TextCells } from '../SpanBatch'

/** By character code: the value of a lower-case hexadecimal digit, 255 for what is none. */
const DIGIT = new Uint8Array(256).fill(255)
for (const [value, digit] of [...'0123456789abcdef'].entries()) DIGIT[digit.charCodeAt(0)] = value
const DIGITS_PER_WORD = 8

/**
 * Ids as `words` 32-bit words each, the most significant first: an id of exactly that many hexadecimal digits in lower
 * case is its own number, any other is hashed, an absent or empty one is 0. `keys` is filled.
 */
export function idKeys(
  text: Uint8Array,
  { offset, length }: TextCells,
  words: number,
  keys: Uint32Array = new Uint32Array(offset.length * words),
): Uint32Array {
  const digits = words * DIGITS_PER_WORD
  for (let row = 0; row < offset.length; row++) {
    const size = length[row] ?? -1
    if (size <= 0) {
      keys.fill(0, row * words, (row + 1) * words)
      continue
    }
    const at = offset[row] ?? 0
    if (size !== digits || !readHex(text, at, keys, row * words, words))
      hashInto(text, at, size, keys, row * words, words)
  }
  return keys
}

function readHex(text: Uint8Array, offset: number, keys: Uint32Array, place: number, words: number): boolean {
  let at = offset
  let all = 0
  for (let word = 0; word < words; word++) {
    let value = 0
    for (let digit = 0; digit < DIGITS_PER_WORD; digit++) {
      const nibble = DIGIT[text[at++] ?? 0] ?? 255
      all |= nibble
      value = (value << 4) | nibble
    }
    keys[place + word] = value
  }
  return all < 16
}

/** Several lanes of FNV-1a, each with the finalizer of MurmurHash3, so that they do not resemble one another. */
function hashInto(
  text: Uint8Array,
  offset: number,
  size: number,
  keys: Uint32Array,
  place: number,
  words: number,
): void {
  for (let word = 0; word < words; word++) {
    let hash = 0x811c9dc5 ^ Math.imul(word + 1, 0x9e3779b1)
    for (let at = offset; at < offset + size; at++) hash = Math.imul(hash ^ (text[at] ?? 0), 0x01000193 + word * 0x100)
    hash ^= hash >>> 16
    hash = Math.imul(hash, 0x85ebca6b)
    hash ^= hash >>> 13
    hash = Math.imul(hash, 0xc2b2ae35)
    keys[place + word] = hash ^ (hash >>> 16)
  }
}
