import { RecordFault } from '../../json/JsonFault'
import { type JsonReader, QUOTE } from '../../json/JsonReader'
import { inRange, readNanoseconds } from '../../json/readNumber'
import { NO_TIME } from '../../SpanBatch'

const PART = /(\d*)(?:\.(\d*))?(ns|us|µs|μs|ms|s|m|h)/gy
const MOST_DIGITS = 30
/** Decimal places of each unit down to nanoseconds, and what remains to be multiplied. */
const UNITS: Record<string, { places: number; times: bigint }> = {
  ns: { places: 0, times: 1n },
  us: { places: 3, times: 1n },
  µs: { places: 3, times: 1n },
  μs: { places: 3, times: 1n },
  ms: { places: 6, times: 1n },
  s: { places: 9, times: 1n },
  m: { places: 9, times: 60n },
  h: { places: 9, times: 3600n },
}

/**
 * Reads a duration with its units, as protobuf's JSON form (`"0.250s"`) and Go (`"1m2.5s"`) write it, or a number of
 * microseconds. As nanoseconds; `NO_TIME` for `null`, for what is empty, and for what the archive cannot hold.
 */
export function readDuration(reader: JsonReader, field: string): bigint {
  if (reader.peek() !== QUOTE) return readNanoseconds(reader, 1000, field)
  reader.scanString()
  const written = Buffer.from(reader.token.subarray(reader.tokenStart, reader.tokenEnd)).toString()
  if (written === '') return NO_TIME
  const duration = parseDuration(written)
  if (duration === null) throw new RecordFault('wrong_type', `${field} is not a duration`)
  return duration
}

function parseDuration(written: string): bigint | null {
  const negative = written.startsWith('-')
  const parts = written.slice(negative ? 1 : 0)
  if (parts === '0') return 0n
  let total = 0n
  let read = 0
  for (const [part, whole = '', fraction = '', name = ''] of parts.matchAll(PART)) {
    const unit = UNITS[name]
    if (unit === undefined || whole + fraction === '') return null
    if (whole.length > MOST_DIGITS) return NO_TIME
    total += BigInt(whole + fraction.slice(0, unit.places).padEnd(unit.places, '0')) * unit.times
    read += part.length
  }
  if (read === 0 || read !== parts.length) return null
  return inRange(negative ? -total : total)
}
