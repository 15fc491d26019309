import { JsonWalker } from '../json/JsonWalker'
import type { TraceFormat } from '../TraceFormat'
import { ConsoleSpans } from './console/ConsoleSpans'
import { contextSpans, isPhoenixSpan } from './console/contextSpans'

/**
 * Spans as Phoenix exports them, as JSON lines or a list: the model of OpenTelemetry for Python with a kind of span of its
 * own, which becomes the attribute `openinference.span.kind`; also as a table, whose columns have dotted names.
 * https://github.com/Arize-ai/phoenix/blob/main/src/phoenix/trace/schemas.py
 */
export const phoenixJson: TraceFormat = {
  name: 'phoenix_json',
  title: 'Phoenix spans as JSON',
  recognises: (head) => contextSpans(head.values).some(isPhoenixSpan),
  decoder: ({ head, builder, problems }) => {
    return new JsonWalker(new ConsoleSpans(builder, problems).root, builder, problems, head.isJsonLines)
  },
}
