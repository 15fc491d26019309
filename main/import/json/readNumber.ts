import { NO_TIME } from '../SpanBatch'
import { RecordFault } from './JsonFault'
import { type JsonReader, MINUS, QUOTE } from './JsonReader'
import { skipNull } from './readText'

/** What DuckDB's TIMESTAMP_NS can hold. */
const EARLIEST = -9_223_286_400_000_000_000n
const LATEST = 9_223_372_036_854_775_806n
const MOST_COUNT = 0xffff_ffff

/** Reads a number, also one written as a string, so that the reader's token holds its characters. False for `null`. */
export function scanNumeric(reader: JsonReader, field: string): boolean {
  const first = reader.peek()
  if (first === QUOTE) reader.scanString()
  else if (first === MINUS || (first >= 0x30 && first <= 0x39)) reader.scanNumber()
  else if (skipNull(reader)) return false
  else throw new RecordFault('wrong_type', `${field} is not a number`)
  return true
}

/** The characters of the token, for numbers that are not plain digits. */
export function tokenText({ bytes, token, tokenStart, tokenEnd }: JsonReader): string {
  const text = token === bytes ? bytes : Buffer.from(token.buffer, token.byteOffset, token.byteLength)
  return text.toString('latin1', tokenStart, tokenEnd)
}

/**
 * Reads a time or a duration, in units of `scale` nanoseconds, as nanoseconds. All digits count: nothing passes
 * through a float unless it is written with an exponent. `NO_TIME` for `null`, an empty string, and what
 * lies beyond the range of the archive.
 */
export function readNanoseconds(reader: JsonReader, scale: 1 | 1000, field: string): bigint {
  if (!scanNumeric(reader, field)) return NO_TIME
  const { token, tokenEnd } = reader
  let at = reader.tokenStart
  if (at === tokenEnd) return NO_TIME
  const negative = token[at] === MINUS
  if (negative) at++
  const start = at
  const split = tokenEnd - at > 19 ? at : tokenEnd - 9
  let high = 0
  let low = 0
  let digit = 0
  for (; at < split && (digit = (token[at] ?? 0) - 0x30) >= 0 && digit <= 9; at++) high = high * 10 + digit
  if (at >= split) {
    for (; at < tokenEnd && (digit = (token[at] ?? 0) - 0x30) >= 0 && digit <= 9; at++) low = low * 10 + digit
  }
  if (at !== tokenEnd || at === start || at - start > 19) return slowNanoseconds(reader, scale, field)
  let value = high === 0 ? BigInt(low) : BigInt(high) * 1_000_000_000n + BigInt(low)
  if (scale === 1000) value *= 1000n
  return inRange(negative ? -value : value)
}

/** Reads a count; `null` is 0, and what is too large or negative is cut to what the column holds. */
export function readCount(reader: JsonReader, field: string): number {
  if (!scanNumeric(reader, field)) return 0
  const { token, tokenStart, tokenEnd } = reader
  let count = 0
  for (let at = tokenStart; at < tokenEnd; at++) {
    const digit = (token[at] ?? 0) - 0x30
    if (digit < 0 || digit > 9) return clampCount(Number(tokenText(reader)), field)
    count = count * 10 + digit
  }
  return Math.min(count, MOST_COUNT)
}

function clampCount(count: number, field: string): number {
  if (Number.isNaN(count)) throw new RecordFault('wrong_type', `${field} is not a number`)
  return Math.min(Math.max(Math.round(count), 0), MOST_COUNT)
}

/** Fractions, exponents, and digits without end. */
function slowNanoseconds(reader: JsonReader, scale: 1 | 1000, field: string): bigint {
  const written = tokenText(reader).trim()
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(written) ?? []
  if (sign !== undefined) {
    if (whole.length > 30) return NO_TIME
    const places = scale === 1000 ? 3 : 0
    const value = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'))
    return inRange(sign === '-' ? -value : value)
  }
  const value = written === '' ? Number.NaN : Number(written) * scale
  if (Number.isNaN(value)) throw new RecordFault('wrong_type', `${field} is not a number`)
  return Number.isFinite(value) ? inRange(BigInt(Math.round(value))) : NO_TIME
}

/** `NO_TIME` for what the archive cannot hold. */
export function inRange(value: bigint): bigint {
  return value < EARLIEST || value > LATEST ? NO_TIME : value
}
