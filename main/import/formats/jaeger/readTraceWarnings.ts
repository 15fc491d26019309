import type { DecodeProblems } from '../../DecodeProblems'
import type { JsonReader } from '../../json/JsonReader'
import { sampleOf } from '../../sampleOf'

/** Reads what Jaeger found fault with in a whole trace: a notice. */
export function readTraceWarnings(reader: JsonReader, problems: DecodeProblems): void {
  const start = (reader.peek(), reader.position)
  reader.skipValue()
  if (reader.position - start <= 4) return
  const text = sampleOf(reader.bytes.subarray(start, reader.position))
  problems.noticeInRecord('trace_warnings', `Jaeger's own warnings about a trace: ${text}`, {
    offset: reader.base + start,
  })
}
