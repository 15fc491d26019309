import type { ArchiveReader } from '../queries/ArchiveReader'
import type { FoundTrace } from '../queries/findTrace'
import type { ExportedSpan } from './ExportedSpan'
import { listPieces } from './listPieces'
import { otlpLog } from './otlpLog'
import { otlpSpan } from './otlpSpan'
import { type ExportedLog, readLogPieces } from './readLogPieces'
import { readSpanPieces } from './readSpanPieces'
import type { OnSpans } from './spanRowPieces'
import { ResourceGroups } from './ResourceGroups'

/**
 * A trace as one document of OTLP's JSON: `resourceSpans` and, where there are log records, `resourceLogs`. Resources
 * and scopes are named once for all their spans among some thousand.
 * https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
 */
export async function* otlpTrace(
  reader: ArchiveReader,
  found: FoundTrace,
  signal: AbortSignal,
  onSpans?: OnSpans,
): AsyncGenerator<string> {
  yield '{"resourceSpans":['
  yield* listPieces(resourceSpans(found.traceId, readSpanPieces(reader, found, signal, onSpans)))
  yield ']'
  let before = ',"resourceLogs":['
  for await (const logs of readLogPieces(reader, found, signal)) {
    yield before + resourceLogs(found.traceId, logs).join(',')
    before = ','
  }
  yield before === ',' ? ']}\n' : '}\n'
}

async function* resourceSpans(traceId: string, pieces: AsyncIterable<ExportedSpan[]>): AsyncGenerator<string[]> {
  for await (const spans of pieces) {
    const groups = new ResourceGroups('scopeSpans', 'spans')
    for (const span of spans) {
      // What repeats an id stays behind the spans that it was behind.
      if (span.isRepeat) groups.beginAnew()
      groups.add(span.serviceName, span.resource, span.scope, otlpSpan(traceId, span))
    }
    yield groups.take()
  }
}

function resourceLogs(traceId: string, logs: ExportedLog[]): string[] {
  const groups = new ResourceGroups('scopeLogs', 'logRecords')
  for (const log of logs) groups.add(log.serviceName, log.resource, null, otlpLog(traceId, log))
  return groups.take()
}
