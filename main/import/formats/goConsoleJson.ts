import { JsonWalker } from '../json/JsonWalker'
import { isObject, type Sketch } from '../sketchJson'
import type { TraceFormat } from '../TraceFormat'
import { GoConsoleSpans } from './goConsole/GoConsoleSpans'

/**
 * What OpenTelemetry's console exporter for Go (`stdouttrace`) prints: a span after the other, pretty-printed or each on a
 * line, or lists of them. Docker's and BuildKit's traces of builds are this. Of the log records and metrics which the
 * other console exporters print in between is told that they are left out.
 * https://github.com/open-telemetry/opentelemetry-go/blob/main/sdk/trace/tracetest/span.go (`SpanStub`)
 */
export const goConsoleJson: TraceFormat = {
  name: 'go_stdouttrace',
  title: 'output of OpenTelemetry’s console exporter for Go',
  recognises: (head) => head.values.some((value) => (Array.isArray(value) ? value.some(isSpan) : isSpan(value))),
  decoder: ({ head, builder, problems }) => {
    return new JsonWalker(new GoConsoleSpans(builder, problems).root, builder, problems, head.isJsonLines)
  },
}

function isSpan(value: Sketch): boolean {
  if (!isObject(value)) return false
  const context = value.get('SpanContext')
  return isObject(context) && context.has('TraceID') && value.has('Name')
}
