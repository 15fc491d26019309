import type { TextArena } from '../columns/TextArena'
import type { ProtobufReader } from './ProtobufReader'

const ZERO = 0x30
const MINUS = 0x2d
const DOT = 0x2e
/** Bytes of a varint below 2^49. */
const SHORT_VARINT = 7
const MILLION = 1_000_000
const EXACT_DIGITS = 1e15

/** Appends an `int64` in decimal. */
export function appendInt64(reader: ProtobufReader, end: number, into: TextArena): void {
  const start = reader.position
  const rounded = reader.varint(end)
  const length = reader.position - start
  if (length <= SHORT_VARINT) return appendWhole(rounded, into)
  const { bytes } = reader
  const bits = (index: number): number => (index < length ? (bytes[start + index] ?? 0) & 0x7f : 0)
  const first = bits(0) | (bits(1) << 7) | (bits(2) << 14) | (bits(3) << 21)
  const second = bits(4) | (bits(5) << 7) | (bits(6) << 14) | (bits(7) << 21)
  const low = (first | (second << 28)) >>> 0
  const high = (second >>> 4) | (bits(8) << 24) | (bits(9) << 31)
  const value = high * 2 ** 32 + low
  if (!Number.isSafeInteger(value)) into.append(String((BigInt(high) << 32n) | BigInt(low)))
  else if (value >= 0) appendWhole(value, into)
  else {
    into.appendByte(MINUS)
    appendWhole(-value, into)
  }
}

/** Appends the `double` at `at` in shortest round-trip form, as JavaScript writes it. */
export function appendDouble(reader: ProtobufReader, at: number, into: TextArena): void {
  const value = reader.view.getFloat64(at, true)
  // What a million makes whole has at most six places, and below sixteen digits no other number has the same: the
  // digits are the shortest form then.
  const millionths = Math.round(Math.abs(value) * MILLION)
  if (millionths < EXACT_DIGITS && millionths / MILLION === Math.abs(value)) {
    if (value < 0 || Object.is(value, -0)) into.appendByte(MINUS)
    appendMillionths(millionths, into)
  } else into.append(String(value))
}

/** Appends a whole number of 0 to 2^53 in decimal. */
export function appendWhole(value: number, into: TextArena): void {
  let count = 1
  for (let limit = 10; limit <= value; limit *= 10) count++
  into.reserve(count)
  const { bytes } = into
  const begin = into.length
  let rest = value
  let at = begin + count - 1
  for (; rest > 0x3fff_ffff; at--) {
    const tenth = Math.floor(rest / 10)
    bytes[at] = ZERO + (rest - tenth * 10)
    rest = tenth
  }
  for (let whole = rest | 0; at >= begin; at--) {
    const tenth = (whole / 10) | 0
    bytes[at] = ZERO + (whole - tenth * 10)
    whole = tenth
  }
  into.length = begin + count
}

function appendMillionths(millionths: number, into: TextArena): void {
  const whole = Math.floor(millionths / MILLION)
  appendWhole(whole, into)
  let fraction = millionths - whole * MILLION
  if (fraction === 0) return
  into.appendByte(DOT)
  for (let scale = MILLION / 10; fraction > 0; scale /= 10) {
    const digit = (fraction / scale) | 0
    into.appendByte(ZERO + digit)
    fraction -= digit * scale
  }
}
