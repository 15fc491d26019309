import type { ExtractFormat } from '../../preload/contract/extract'
import type { ExportedSpan } from './ExportedSpan'
import { jaegerDocument } from './jaegerDocument'
import { otlpDocument } from './otlpDocument'
import type { ExportedLog } from './readLogPieces'
import { zipkinDocument } from './zipkinDocument'

/** Traces as one document, as pieces of text. The spans of a trace follow one another. */
type WritesDocument = (
  spans: AsyncIterable<ExportedSpan[]>,
  logs: AsyncIterable<ExportedLog[]>,
) => AsyncIterable<string>

export type DocumentFormat = Exclude<ExtractFormat, 'archive'>

export const DOCUMENTS: Record<DocumentFormat, WritesDocument> = {
  otlp: otlpDocument,
  jaeger: jaegerDocument,
  zipkin: zipkinDocument,
}
