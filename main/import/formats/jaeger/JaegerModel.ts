import type { FieldNames } from '../../json/FieldNames'
import type { JsonReader } from '../../json/JsonReader'
import type { ReadId } from '../../json/readId'
import type { ReadTag } from './TagRead'
import type { BinaryForm } from './tagTypes'

/** How one of Jaeger's models writes spans as JSON. What it writes is the same in all of them. */
export interface JaegerModel {
  /** Names of the fields numbered by `SpanField`, `ReferenceField`. */
  span: FieldNames
  reference: FieldNames
  readId: ReadId
  readTag: ReadTag
  binary: BinaryForm
  /** Times and durations are microseconds, as a rule in plain digits. */
  microseconds: boolean
  /** As nanoseconds; `NO_TIME` for none. */
  readTime: (reader: JsonReader, field: string) => bigint
  readDuration: (reader: JsonReader, field: string) => bigint
}

export const SpanField = {
  traceId: 0,
  spanId: 1,
  parentSpanId: 2,
  flags: 3,
  operationName: 4,
  references: 5,
  startTime: 6,
  duration: 7,
  tags: 8,
  logs: 9,
  warnings: 10,
  processId: 11,
  process: 12,
  /** Tags as fields of an object. */
  tag: 13,
  /** The low and high half of a trace id that is given as numbers. */
  traceIdLow: 14,
  traceIdHigh: 15,
} as const

export const ReferenceField = { refType: 0, traceId: 1, spanId: 2, traceIdLow: 3, traceIdHigh: 4 } as const
