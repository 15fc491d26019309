import { JsonWalker } from '../json/JsonWalker'
import type { TraceFormat } from '../TraceFormat'
import { ConsoleSpans } from './console/ConsoleSpans'
import { contextSpans, isPhoenixSpan } from './console/contextSpans'

/**
 * What OpenTelemetry's console exporter for Python and Logfire's print (`ReadableSpan.to_json`): a span after the other,
 * pretty-printed or each on a line, or lists of them. Of the log records and metrics which the other console exporters
 * print in between is told that they are left out.
 * https://github.com/open-telemetry/opentelemetry-python/blob/main/opentelemetry-sdk/src/opentelemetry/sdk/trace/__init__.py
 */
export const pythonConsoleJson: TraceFormat = {
  name: 'python_console',
  title: 'output of OpenTelemetry’s console exporter for Python',
  recognises: (head) => {
    const spans = contextSpans(head.values)
    return spans.length > 0 && !spans.some(isPhoenixSpan)
  },
  decoder: ({ head, builder, problems }) => {
    return new JsonWalker(new ConsoleSpans(builder, problems).root, builder, problems, head.isJsonLines)
  },
}
