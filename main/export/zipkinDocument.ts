import type { ExportedSpan } from './ExportedSpan'
import { listPieces } from './listPieces'
import { zipkinSpan } from './zipkinSpan'

/**
 * Traces as a list of spans of Zipkin's v2 model, which is what Zipkin takes in, with what OpenTelemetry has beyond it in
 * tags, as its exporters write them.
 * https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/zipkin/
 */
export async function* zipkinDocument(pieces: AsyncIterable<ExportedSpan[]>): AsyncGenerator<string> {
  yield '['
  yield* listPieces(spansOf(pieces))
  yield ']\n'
}

async function* spansOf(pieces: AsyncIterable<ExportedSpan[]>): AsyncGenerator<string[]> {
  for await (const spans of pieces) yield spans.map(zipkinSpan)
}
