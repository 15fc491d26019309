import { z } from 'zod'
import type { WrittenFile } from './exports'
import type { TraceFilter } from './explorer'

/** What is written: an archive, or a document in a standard format. */
export const EXTRACT_FORMATS = ['archive', 'otlp', 'jaeger', 'zipkin'] as const
export type ExtractFormat = (typeof EXTRACT_FORMATS)[number]

const REDACTIONS = ['drop', 'hash'] as const
export const redaction = z.object({
  /** Of an attribute, wherever it stands; with `*` at its end, of all that begin so. */
  key: z.string().min(1).max(1_000),
  /** A hashed value is another text, the same wherever the value was the same. */
  action: z.enum(REDACTIONS),
})
export type Redaction = z.infer<typeof redaction>

/** What of an archive has attributes. */
export const REDACTED_PLACES = ['spans', 'resources', 'scopes', 'events', 'links', 'logs'] as const
export type RedactedPlace = (typeof REDACTED_PLACES)[number]

/** An attribute that was redacted, and how many of each had it. */
export interface RedactedKey extends Record<RedactedPlace, number> {
  key: string
  action: Redaction['action']
}

/** At most ten times a second. */
export interface ExtractProgress {
  phase: 'matching' | 'writing' | 'completing'
  /** How much of this phase is done, 0 to 1; null where that is unknown. */
  share: number | null
}

export interface ExtractReport {
  traces: number
  spans: number
  logs: number
  redacted: RedactedKey[]
  /** Keys that were to be redacted and are nowhere in these traces. */
  notFound: string[]
  elapsedMs: number
}

/** Whole traces: those that a filter lets through, or one. */
export interface TraceSelection {
  filter: TraceFilter
  /** Null for all that the filter lets through. */
  traceId: string | null
}

export interface TracesExtent {
  traces: number
  spans: number
}

export interface ExtractedFile {
  file: WrittenFile
  report: ExtractReport
}
