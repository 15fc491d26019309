import { type ProtobufReader, WIRE } from '../../protobuf/ProtobufReader'
import { SpanTag } from './messageTags'
import { SPAN_ID_BYTES, TRACE_ID_BYTES } from './readId'

export type Signal = 'spans' | 'logs' | 'metrics' | 'profiles'

/** By signal, as a bit each: the wire types of the fields of a record, by number from 1; a blank for a number that has none. */
const WIRES = ['2222201120202025', '102 22052212', '222 2 2 2222', '22102020222']
const [SPANS, LOGS, METRICS, PROFILES] = [1, 2, 4, 8]
const ALL = SPANS | LOGS | METRICS | PROFILES
const MOST_NUMBER = 16
/** By number × 8 + wire type: the signals whose records may have such a field. */
const POSSIBLE = new Uint8Array((MOST_NUMBER + 1) * 8).fill(ALL)
for (const [bit, wires] of WIRES.entries()) {
  for (const [index, expected] of [...wires].entries()) {
    for (let wire = 0; wire < 8; wire++) {
      const field = (index + 1) * 8 + wire
      if (expected !== ' ' && expected !== String(wire)) POSSIBLE[field] = (POSSIBLE[field] ?? 0) & ~(1 << bit)
    }
  }
}
/** Fields of a metric, its gauge, sum, histogram …, and what these begin with: points, temporality, whether they are monotonic. */
const METRIC_DATA = [5, 7, 9, 10, 11]
const METRIC_DATA_TAGS = [0x0a, 0x10, 0x18]
/** Fields of a profile: its time and duration. */
const PROFILE_TIMES = [3, 4]

/**
 * Of which signal the record up to `end` is, by its fields: the messages around it are the same for all signals. Null
 * where they do not tell. Throws `RecordFault` where it is no message. The reader ends up where it was. If there are
 * bytes up to `limit` only, the fields that begin before it count.
 */
export function signalOf(reader: ProtobufReader, end: number, limit = end): Signal | null {
  const { bytes, position: start } = reader
  if (beginsWithIds(bytes, start, Math.min(end, limit))) return 'spans'
  let possible = ALL
  let [plain, timed, named, hasData, idsSeen] = [false, false, false, false, 0]
  while (reader.hasField(end, limit)) {
    const tag = reader.tag(end)
    const number = tag >>> 3
    if (number <= MOST_NUMBER) possible &= POSSIBLE[tag] ?? ALL
    if ((tag & 7) !== WIRE.bytes) {
      plain = true
      timed ||= PROFILE_TIMES.includes(number)
      reader.skip(tag, end)
      continue
    }
    const contentEnd = reader.open(end)
    const length = contentEnd - reader.position
    if (number === 1) named = length > 0
    if (number === 1 || number === 2) {
      const idBytes = number === 1 ? TRACE_ID_BYTES : SPAN_ID_BYTES
      if (length === idBytes && !isPrintable(bytes, reader.position, contentEnd)) idsSeen |= number
    } else if (METRIC_DATA.includes(number)) {
      hasData = length === 0 || METRIC_DATA_TAGS.includes(bytes[reader.position] ?? 0)
    }
    reader.position = contentEnd
  }
  reader.position = start
  if ((possible & SPANS) !== 0 && (plain || idsSeen === 3)) return 'spans'
  if ((possible & PROFILES) !== 0 && timed) return 'profiles'
  if ((possible & METRICS) !== 0 && named && hasData) return 'metrics'
  return (possible & LOGS) !== 0 && plain ? 'logs' : null
}

/** As nearly all spans do: the ids come first. A metric may have a name and a description of the same lengths. */
function beginsWithIds(bytes: Uint8Array, start: number, end: number): boolean {
  const spanIdAt = start + 2 + TRACE_ID_BYTES
  if (spanIdAt + 2 + SPAN_ID_BYTES > end) return false
  if (bytes[start] !== SpanTag.traceId || bytes[start + 1] !== TRACE_ID_BYTES) return false
  if (bytes[spanIdAt] !== SpanTag.spanId || bytes[spanIdAt + 1] !== SPAN_ID_BYTES) return false
  return !isPrintable(bytes, start + 2, spanIdAt)
}

function isPrintable(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if ((bytes[at] ?? 0) < 0x20 || (bytes[at] ?? 0) > 0x7e) return false
  return true
}
