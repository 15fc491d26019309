import { NO_TIME } from '../SpanBatch'
import { RecordFault } from './JsonFault'
import { type JsonReader, QUOTE } from './JsonReader'
import { inRange, scanNumeric, tokenText } from './readNumber'

const ZERO = 0x30
const MILLISECONDS_PER_DAY = 86_400_000
/** The years beyond which no nanosecond fits; what is later or earlier within them is cut by `inRange`. */
const FIRST_YEAR = 1677
const LAST_YEAR = 2262
const MOST_EXPONENT = 40

/**
 * Reads a moment as text (RFC 3339, also with a space for the `T`, without zone, which then is UTC, and with
 * any number of decimals) or as a number since the epoch, whose size tells its unit. As nanoseconds since the
 * epoch; `NO_TIME` for `null`, for what is empty, and for what lies beyond the range of the archive.
 */
export function readInstant(reader: JsonReader, field: string): bigint {
  if (reader.peek() !== QUOTE) return readEpoch(reader, field)
  reader.scanString()
  const { token, tokenStart, tokenEnd } = reader
  if (tokenStart === tokenEnd) return NO_TIME
  const instant = parseInstant(token, tokenStart, tokenEnd)
  if (instant === null) throw new RecordFault('wrong_type', `${field} is not a time`)
  return instant
}

/** The moment that bytes [start, end) write; null where they write none. */
function parseInstant(bytes: Uint8Array, start: number, end: number): bigint | null {
  const year = number(bytes, start, 4)
  const month = number(bytes, start + 5, 2)
  const day = number(bytes, start + 8, 2)
  const hour = number(bytes, start + 11, 2)
  const minute = number(bytes, start + 14, 2)
  const second = number(bytes, start + 17, 2)
  const written = year >= 0 && month > 0 && month < 13 && day > 0 && day < 32 && hour >= 0 && minute >= 0 && second >= 0
  if (!written || end < start + 19 || hour > 24 || minute > 59 || second > 60) return null
  if (bytes[start + 4] !== 0x2d || bytes[start + 7] !== 0x2d) return null
  if (bytes[start + 13] !== 0x3a || bytes[start + 16] !== 0x3a) return null
  const between = bytes[start + 10] ?? 0
  if (between !== 0x20 && (between | 0x20) !== 0x74) return null
  let at = start + 19
  let nanoseconds = 0
  if (bytes[at] === 0x2e || bytes[at] === 0x2c) {
    const first = ++at
    for (let scale = 100_000_000; at < end && isDigit(bytes[at]); at++, scale /= 10) {
      if (scale >= 1) nanoseconds += ((bytes[at] ?? ZERO) - ZERO) * scale
    }
    if (at === first) return null
  }
  const offset = zoneMinutes(bytes, at, end)
  if (Number.isNaN(offset)) return null
  if (year < FIRST_YEAR || year > LAST_YEAR) return NO_TIME
  const days = Date.UTC(year, month - 1, day) / MILLISECONDS_PER_DAY
  const seconds = days * 86_400 + hour * 3_600 + (minute - offset) * 60 + second
  return inRange(BigInt(seconds) * 1_000_000_000n + BigInt(nanoseconds))
}

/** Minutes by which the zone that fills bytes [at, end) is ahead of UTC; NaN where it is none. */
function zoneMinutes(bytes: Uint8Array, at: number, end: number): number {
  if (at === end) return 0
  const first = bytes[at] ?? 0
  if ((first | 0x20) === 0x7a) return at + 1 === end ? 0 : Number.NaN
  if (first !== 0x2b && first !== 0x2d) return Number.NaN
  const hours = number(bytes, at + 1, 2)
  const colon = bytes[at + 3] === 0x3a ? 1 : 0
  const minutes = end === at + 3 ? 0 : number(bytes, at + 3 + colon, 2)
  if (hours < 0 || minutes < 0 || (end !== at + 3 && end !== at + 5 + colon)) return Number.NaN
  return (first === 0x2d ? -1 : 1) * (hours * 60 + minutes)
}

/** Seconds, milliseconds, microseconds or nanoseconds since the epoch: for any time since 1973, the size tells which. */
function readEpoch(reader: JsonReader, field: string): bigint {
  if (!scanNumeric(reader, field)) return NO_TIME
  const written = tokenText(reader)
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([-+]?\d+))?$/.exec(written) ?? []
  if (whole === '') throw new RecordFault('wrong_type', `${field} is not a number`)
  const size = Math.abs(Number(written))
  const places = (size < 1e11 ? 9 : size < 1e14 ? 6 : size < 1e17 ? 3 : 0) + Number(exponent)
  if (Math.abs(places) > MOST_EXPONENT || whole.length > MOST_EXPONENT) return size < 1 ? 0n : NO_TIME
  const digits = whole + fraction
  const point = whole.length + places
  const nanoseconds = point <= 0 ? 0n : BigInt(digits.slice(0, point).padEnd(point, '0'))
  return inRange(sign === '-' ? -nanoseconds : nanoseconds)
}

/** A number of `count` digits at `at`; −1 where there is another character. */
function number(bytes: Uint8Array, at: number, count: number): number {
  let value = 0
  for (let index = at; index < at + count; index++) {
    if (!isDigit(bytes[index])) return -1
    value = value * 10 + ((bytes[index] ?? ZERO) - ZERO)
  }
  return value
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= 0x39
}
