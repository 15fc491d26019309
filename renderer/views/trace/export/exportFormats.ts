import type { TraceFileFormat } from '../../../../preload/contract/exports'

/** What the trace can be written as: its name, what is lost on the way, and how such files end. */
export const EXPORT_FORMATS: Record<TraceFileFormat, { title: string; note: string; extension: string }> = {
  otlp: { title: 'OTLP JSON', note: 'All there is, logs included', extension: 'otlp.json' },
  jaeger: {
    title: 'Jaeger JSON',
    note: 'Times in microseconds, links without attributes, no logs',
    extension: 'jaeger.json',
  },
  zipkin: {
    title: 'Zipkin JSON',
    note: 'Times in microseconds, values as text, links as tags, no logs',
    extension: 'zipkin.json',
  },
  csv: { title: 'CSV', note: 'A line for each span, without events, links and logs', extension: 'csv' },
}
