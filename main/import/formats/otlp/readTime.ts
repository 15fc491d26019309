import type { JsonReader } from '../../json/JsonReader'
import { readNanoseconds } from '../../json/readNumber'
import { NO_TIME } from '../../SpanBatch'

/** Nanoseconds since the epoch; 0 is what protobuf has for no time. */
export function readTime(reader: JsonReader, field: string): bigint {
  const time = readNanoseconds(reader, 1, field)
  return time === 0n ? NO_TIME : time
}
