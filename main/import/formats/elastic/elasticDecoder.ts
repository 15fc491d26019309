import type { JsonReader } from '../../json/JsonReader'
import { JsonWalker } from '../../json/JsonWalker'
import type { DecoderContext, WindowDecoder } from '../../TraceFormat'
import { elasticShape } from './elasticShape'
import { spansOr, type OtherDocument } from './spansOr'

/** Decodes spans that are documents, whatever these are wrapped in, and leaves `others` out with a notice. */
export function elasticDecoder(
  spans: { read: (reader: JsonReader) => void; end: () => void },
  others: readonly OtherDocument[],
  { head, builder, problems }: DecoderContext,
): WindowDecoder {
  const documents = spansOr(spans, others, builder, problems)
  return new JsonWalker(elasticShape(head, documents), builder, problems, head.isJsonLines)
}
