import type { JsonReader } from './JsonReader'

const ZERO = 0x30
/** So many fit into 32 bits, twice. */
const HALF = 8

/**
 * Reads a whole number that is written in up to 16 digits alone and is exact as a number. Returns −1, and stays, for
 * anything else, and where the next window may go on with it.
 */
export function readDigits(reader: JsonReader): number {
  const { bytes, position } = reader
  let at = position
  let high = 0
  let digit = (bytes[at] ?? 0) - ZERO
  for (const end = position + HALF; digit >= 0 && digit <= 9 && at < end; digit = (bytes[++at] ?? 0) - ZERO)
    high = (high * 10 + digit) | 0
  if (at === position) return -1
  let low = 0
  let scale = 1
  for (const end = at + HALF; digit >= 0 && digit <= 9 && at < end; digit = (bytes[++at] ?? 0) - ZERO) {
    low = (low * 10 + digit) | 0
    scale = (scale * 10) | 0
  }
  const value = high * scale + low
  const next = bytes[at] ?? 0
  const isMore = (digit >= 0 && digit <= 9) || next === 0x2e || (next | 0x20) === 0x65
  if (isMore || at >= reader.end || value > Number.MAX_SAFE_INTEGER) return -1
  reader.position = at
  return value
}
