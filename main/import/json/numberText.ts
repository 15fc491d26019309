import { TYPE_CODES } from '../columns/AttributeColumns'
import type { TextArena } from '../columns/TextArena'
import { type JsonReader, MINUS } from './JsonReader'
import { tokenText } from './readNumber'

const DOT = 0x2e
const ZERO = 0x30

/**
 * Appends the reader's token as an integer in decimal or, where it is none, as a double.
 * Returns the type's code; 0, with nothing appended, where it is no number at all.
 */
export function appendInteger(reader: JsonReader, into: TextArena): number {
  const { token, tokenStart, tokenEnd } = reader
  const begin = token[tokenStart] === MINUS ? tokenStart + 1 : tokenStart
  let at = begin
  while (at < tokenEnd && (token[at] ?? 0) >= ZERO && (token[at] ?? 0) <= 0x39) at++
  if (at === tokenEnd && at > begin) {
    into.appendBytes(token, tokenStart, tokenEnd)
    return TYPE_CODES.i
  }
  const written = tokenText(reader)
  const value = written.trim() === '' ? Number.NaN : Number(written)
  if (!Number.isInteger(value)) return appendDouble(reader, into)
  into.append(String(BigInt(value)))
  return TYPE_CODES.i
}

/** Appends the reader's token as a double in shortest round-trip form, as JavaScript writes it. Returns as `appendInteger`. */
export function appendDouble(reader: JsonReader, into: TextArena): number {
  const { token, tokenStart, tokenEnd } = reader
  if (isShortest(token, tokenStart, tokenEnd)) {
    into.appendBytes(token, tokenStart, tokenEnd)
    return TYPE_CODES.d
  }
  const written = tokenText(reader).trim()
  const value = written === '' ? Number.NaN : Number(written)
  if (Number.isNaN(value) && written !== 'NaN') return 0
  const shown = Object.is(value, -0) ? '-0' : String(value)
  if (shown === written && written.length === tokenEnd - tokenStart) into.appendBytes(token, tokenStart, tokenEnd)
  else into.append(shown)
  return TYPE_CODES.d
}

/** Whether the number is sure to be written as JavaScript would: at most 15 digits, no exponent, not tiny, no zero at the end. */
function isShortest(token: Uint8Array, start: number, end: number): boolean {
  let at = token[start] === MINUS ? start + 1 : start
  const length = end - at
  if (length > 16 || length === 0) return false
  const first = token[at]
  if (first === ZERO && (length === 1 ? at > start : token[at + 1] !== DOT || token[at + 2] === ZERO)) return false
  let dots = 0
  for (; at < end; at++) {
    const byte = token[at] ?? 0
    if (byte === DOT) dots++
    else if (byte < ZERO || byte > 0x39) return false
  }
  const last = token[end - 1]
  return first !== DOT && (dots === 0 ? length <= 15 : dots === 1 && last !== ZERO && last !== DOT)
}
