import type { TextCells } from '../SpanBatch'
import { idKeys } from '../columns/idKeys'

/** Above it a key would not be exact as a float64. */
const HIGH_BITS = 0x1fffff

/** Names as numbers below 2^53, two words each, the less significant first; 0 for no name. */
export function nameKeys(text: Uint8Array, cells: TextCells): Uint32Array {
  const keys = idKeys(text, cells, 2)
  for (let row = 0; row < cells.offset.length; row++) {
    const high = keys[row * 2] ?? 0
    keys[row * 2] = keys[row * 2 + 1] ?? 0
    keys[row * 2 + 1] = high & HIGH_BITS
  }
  return keys
}

/** The key at `place` of a list of words. */
export function keyAt(words: Uint32Array, place: number): number {
  return (words[place + 1] ?? 0) * 0x1_0000_0000 + (words[place] ?? 0)
}
