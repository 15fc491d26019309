import { z } from 'zod'
import type { Nanoseconds } from './time'
import type { Attribute } from './trace'

export const RECORD_KINDS = ['event', 'log'] as const
export type RecordKind = (typeof RECORD_KINDS)[number]

/** Which events and log records of a trace are listed. */
export const recordFilter = z.object({
  traceId: z.string(),
  /** Words that all of them contain: `-excluded`, `"quoted words"`; empty for any. */
  words: z.string().max(1_000),
  kind: z.enum([...RECORD_KINDS, 'any']),
  /** The least severity number of OpenTelemetry; 0 for any, also for none. */
  severity: z.number().int().min(0).max(24),
  /** Of these services alone; empty for any. */
  services: z.array(z.string()),
  /** Of this span alone; empty for any. */
  spanId: z.string(),
  /** Of spans that match this query; empty for any. */
  query: z.string().max(100_000),
})
export type RecordFilter = z.infer<typeof recordFilter>

/** At most so many are asked for at once. */
export const MOST_RECORDS = 1_000

/** An event of a span, or a log record of its trace, as a list shows it. */
export interface TraceRecord {
  /** By which the whole of it is asked for. */
  id: number
  kind: RecordKind
  time: Nanoseconds | null
  /** Of its span in `trace.columns`, −1 for a log record that names none of the trace. */
  row: number
  /** Of a log record's own resource; null for an event, which is its span's. */
  serviceName: string | null
  /** As reported, or as far as the words tell; that of an exception is 17. Null where nothing tells. */
  severityNumber: number | null
  severityText: string | null
  /** Of an event; empty for a log record. */
  name: string
  /** The beginning of what it says; attributes where it says nothing. */
  message: string
}

export interface RecordPage {
  /** How many the filter leaves, of how many. */
  total: number
  everything: number
  rows: TraceRecord[]
}

/** What the list leaves out of a record. */
export interface RecordDetail {
  /** Of a log record; null for an event. */
  body: string | null
  attributes: Attribute[]
}
