import type { ArchiveReader } from '../queries/ArchiveReader'
import type { FoundTrace } from '../queries/findTrace'
import type { ExportedSpan } from './ExportedSpan'
import { listPieces } from './listPieces'
import { readSpanPieces } from './readSpanPieces'
import type { OnSpans } from './spanRowPieces'
import { zipkinSpan } from './zipkinSpan'

/**
 * A trace as a list of spans of Zipkin's v2 model, with what OpenTelemetry has beyond it in tags, as its
 * exporters write them.
 * https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/zipkin/
 */
export async function* zipkinTrace(
  reader: ArchiveReader,
  found: FoundTrace,
  signal: AbortSignal,
  onSpans?: OnSpans,
): AsyncGenerator<string> {
  yield '['
  yield* listPieces(spansOf(found.traceId, readSpanPieces(reader, found, signal, onSpans)))
  yield ']\n'
}

async function* spansOf(traceId: string, pieces: AsyncIterable<ExportedSpan[]>): AsyncGenerator<string[]> {
  for await (const spans of pieces) yield spans.map((span) => zipkinSpan(traceId, span))
}
