import type { ExportedSpan } from './ExportedSpan'
import { listPieces } from './listPieces'
import { otlpLog } from './otlpLog'
import { otlpSpan } from './otlpSpan'
import type { ExportedLog } from './readLogPieces'
import { ResourceGroups } from './ResourceGroups'

/**
 * Traces as one document of OTLP's JSON: `resourceSpans` and, where there are log records, `resourceLogs`. Resources
 * and scopes are named once for all their spans among some thousand.
 * https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */
export async function* otlpDocument(
  spans: AsyncIterable<ExportedSpan[]>,
  logs: AsyncIterable<ExportedLog[]>,
): AsyncGenerator<string> {
  yield '{"resourceSpans":['
  yield* listPieces(resourceSpans(spans))
  yield ']'
  let before = ',"resourceLogs":['
  for await (const records of logs) {
    yield before + resourceLogs(records).join(',')
    before = ','
  }
  yield before === ',' ? ']}\n' : '}\n'
}

async function* resourceSpans(pieces: AsyncIterable<ExportedSpan[]>): AsyncGenerator<string[]> {
  for await (const spans of pieces) {
    const groups = new ResourceGroups('scopeSpans', 'spans')
    for (const span of spans) {
      // What repeats an id stays behind the spans that it was behind.
      if (span.isRepeat) groups.beginAnew()
      groups.add(span.serviceName, span.resource, span.scope, otlpSpan(span))
    }
    yield groups.take()
  }
}

function resourceLogs(logs: ExportedLog[]): string[] {
  const groups = new ResourceGroups('scopeLogs', 'logRecords')
  for (const log of logs) groups.add(log.serviceName, log.resource, null, otlpLog(log))
  return groups.take()
}
