import type { ArchiveReader } from '../queries/ArchiveReader'
import type { FoundTrace } from '../queries/findTrace'
import { type ExportedSpan, UNKNOWN_SERVICE } from './ExportedSpan'
import { jaegerSpan, jaegerTags } from './jaegerSpan'
import { listPieces } from './listPieces'
import { rawObject } from './rawJson'
import { readSpanPieces } from './readSpanPieces'
import type { OnSpans } from './spanRowPieces'

/**
 * A trace as Jaeger's HTTP API answers it: `{"data":[{"traceID", "spans", "processes"}]}`, with what OpenTelemetry has
 * beyond Jaeger's model in tags, as its exporters write them.
 * https://github.com/jaegertracing/jaeger/blob/main/internal/uimodel/model.go
 */
export async function* jaegerTrace(
  reader: ArchiveReader,
  found: FoundTrace,
  signal: AbortSignal,
  onSpans?: OnSpans,
): AsyncGenerator<string> {
  const processes = new Map<string, string>()
  yield `{"data":[{"traceID":${JSON.stringify(found.traceId)},"spans":[`
  yield* listPieces(spansOf(found.traceId, readSpanPieces(reader, found, signal, onSpans), processes))
  yield '],"processes":{'
  let before = '\n'
  for (const [process, id] of processes) {
    yield `${before}${JSON.stringify(id)}:${process}`
    before = ',\n'
  }
  yield '},"warnings":null}],"total":0,"limit":0,"offset":0,"errors":null}\n'
}

/** The spans as JSON; `processes` gets the id of each process by its JSON. */
async function* spansOf(
  traceId: string,
  pieces: AsyncIterable<ExportedSpan[]>,
  processes: Map<string, string>,
): AsyncGenerator<string[]> {
  for await (const spans of pieces) {
    yield spans.map((span) => {
      const process = processOf(span)
      const id = processes.get(process) ?? `p${processes.size + 1}`
      processes.set(process, id)
      return jaegerSpan(traceId, id, span)
    })
  }
}

function processOf({ serviceName, resource }: ExportedSpan): string {
  return rawObject({
    serviceName: JSON.stringify(serviceName || UNKNOWN_SERVICE),
    tags: jaegerTags(resource.filter(({ key }) => key !== 'service.name')),
  })
}
