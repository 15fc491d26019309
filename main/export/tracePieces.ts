import type { TraceFileFormat } from '../../preload/contract/exports'
import type { ArchiveReader } from '../queries/ArchiveReader'
import type { FoundTrace } from '../queries/findTrace'
import { csvTrace } from './csvTrace'
import { type DocumentFormat, DOCUMENTS } from './documents'
import { readLogPieces } from './readLogPieces'
import { readSpanPieces } from './readSpanPieces'
import { SharedParts } from './SharedParts'
import type { OnSpans } from './spanRowPieces'

type WritesTrace = (
  reader: ArchiveReader,
  found: FoundTrace,
  signal: AbortSignal,
  onSpans?: OnSpans,
) => AsyncIterable<string>

/** A trace in each format, as pieces of text. They fail with `cancelled`. */
export const TRACE_PIECES: Record<TraceFileFormat, WritesTrace> = {
  otlp: documentOf('otlp'),
  jaeger: documentOf('jaeger'),
  zipkin: documentOf('zipkin'),
  csv: csvTrace,
}

function documentOf(format: DocumentFormat): WritesTrace {
  return (reader, found, signal, onSpans) => {
    const parts = new SharedParts(reader)
    const logs = readLogPieces(parts, [found.traceKey], signal)
    return DOCUMENTS[format](readSpanPieces(parts, found, signal, onSpans), logs)
  }
}
