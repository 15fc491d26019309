import type { TraceFileFormat } from '../../preload/contract/exports'
import type { ArchiveReader } from '../queries/ArchiveReader'
import type { FoundTrace } from '../queries/findTrace'
import { csvTrace } from './csvTrace'
import { jaegerTrace } from './jaegerTrace'
import { otlpTrace } from './otlpTrace'
import type { OnSpans } from './spanRowPieces'
import { zipkinTrace } from './zipkinTrace'

type WritesTrace = (
  reader: ArchiveReader,
  found: FoundTrace,
  signal: AbortSignal,
  onSpans?: OnSpans,
) => AsyncIterable<string>

/** A trace in each format, as pieces of text. They fail with `cancelled`. */
export const TRACE_PIECES: Record<TraceFileFormat, WritesTrace> = {
  otlp: otlpTrace,
  jaeger: jaegerTrace,
  zipkin: zipkinTrace,
  csv: csvTrace,
}
