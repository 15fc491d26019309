import type { TimeCells } from '../../columns/TimeCells'
import { type JsonReader, QUOTE } from '../../json/JsonReader'
import { readNanoseconds } from '../../json/readNumber'
import { NO_TIME } from '../../SpanBatch'
import type { RecordNotices } from './RecordNotices'

const DOT = 0x2e
const ZERO = 0x30
const LETTER_E = 0x65
const SECONDS_DIGITS = 10
const DIGITS = 19
/** Later ones may be beyond the range of the archive. */
const LATEST_SECONDS = 9_223_372_035

/** Nanoseconds since the epoch; 0 is what protobuf has for no time. */
export function readTime(reader: JsonReader, notices: RecordNotices, field: string): bigint {
  const time = readNanoseconds(reader, 1, field)
  if (time === 0n || time === NO_TIME) return NO_TIME
  const { token, tokenStart, tokenEnd } = reader
  for (let at = tokenStart; at < tokenEnd; at++) {
    const byte = token[at] ?? 0
    if (byte === DOT || (byte | 0x20) === LETTER_E) {
      notices.add('float_times', reader.offset)
      break
    }
  }
  return time
}

/** Reads a time into a cell: at once where it is written as 19 digits in quotes, as times of this century are. */
export function readTimeCell(
  reader: JsonReader,
  notices: RecordNotices,
  cells: TimeCells,
  column: BigInt64Array<ArrayBuffer>,
  row: number,
  field: string,
): void {
  reader.peek()
  const { bytes, position } = reader
  const behind = position + 1 + DIGITS
  if (bytes[position] === QUOTE && behind < reader.end && bytes[behind] === QUOTE) {
    const seconds = number(bytes, position + 1, SECONDS_DIGITS)
    const nanoseconds = number(bytes, position + 1 + SECONDS_DIGITS, DIGITS - SECONDS_DIGITS)
    if (seconds > 0 && seconds < LATEST_SECONDS && nanoseconds >= 0) {
      cells.setSeconds(column, row, seconds, nanoseconds)
      reader.position = behind + 1
      return
    }
  }
  column[row] = readTime(reader, notices, field)
}

/** A number of `count` digits; −1 where there is another character. */
function number(bytes: Uint8Array, start: number, count: number): number {
  let value = 0
  for (let at = start; at < start + count; at++) {
    const digit = (bytes[at] ?? 0) - ZERO
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}
