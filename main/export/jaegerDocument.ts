import type { Attribute } from '../../preload/contract/trace'
import { type ExportedSpan, UNKNOWN_SERVICE } from './ExportedSpan'
import { jaegerSpan, jaegerTags } from './jaegerSpan'
import { rawObject } from './rawJson'

/**
 * Traces as Jaeger's HTTP API answers them: `{"data":[{"traceID", "spans", "processes"}]}`, with what OpenTelemetry has
 * beyond Jaeger's model in tags, as its exporters write them. The spans of a trace follow one another.
 * https://github.com/jaegertracing/jaeger/blob/main/internal/uimodel/model.go
 */
export async function* jaegerDocument(pieces: AsyncIterable<ExportedSpan[]>): AsyncGenerator<string> {
  yield '{"data":['
  /** The id of each process of a trace by its JSON. */
  let processes: Map<string, string> | null = null
  let traceId = ''
  for await (const spans of pieces) {
    let text = ''
    for (const span of spans) {
      if (processes === null || span.traceId !== traceId) {
        if (processes !== null) text += `${endOf(processes)},\n`
        processes = new Map()
        traceId = span.traceId
        text += `{"traceID":${JSON.stringify(traceId)},"spans":[\n`
      } else {
        text += ',\n'
      }
      const process = processOf(span)
      const id = processes.get(process) ?? `p${processes.size + 1}`
      processes.set(process, id)
      text += jaegerSpan(id, span)
    }
    yield text
  }
  if (processes !== null) yield endOf(processes)
  yield '],"total":0,"limit":0,"offset":0,"errors":null}\n'
}

function endOf(processes: Map<string, string>): string {
  const listed = [...processes].map(([process, id]) => `${JSON.stringify(id)}:${process}`)
  return `],"processes":{\n${listed.join(',\n')}},"warnings":null}`
}

/** By the resource of its spans. */
const texts = new WeakMap<readonly Attribute[], string>()

function processOf({ serviceName, resource }: ExportedSpan): string {
  const known = texts.get(resource)
  if (known !== undefined) return known
  const text = rawObject({
    serviceName: JSON.stringify(serviceName || UNKNOWN_SERVICE),
    tags: jaegerTags(resource.filter(({ key }) => key !== 'service.name')),
  })
  texts.set(resource, text)
  return text
}
