/** What a trace can be written as. */
export const TRACE_FILE_FORMATS = ['otlp', 'jaeger', 'zipkin', 'csv'] as const
export type TraceFileFormat = (typeof TRACE_FILE_FORMATS)[number]

/** Longer documents are not put on the clipboard. Characters. */
export const MOST_COPIED = 5_000_000

export interface ExportProgress {
  /** Spans that are written, of all in the trace. */
  spanCount: number
  totalSpans: number
}

/** A file that was written: where it is, or in a browser the address that it can be had from, once. */
export type WrittenFile = { path: string } | { address: string }
