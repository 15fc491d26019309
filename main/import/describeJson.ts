import { firstNames } from './firstNames'
import { elementsOf, isObject, type Sketch, type SketchObject } from './sketchJson'

/** Kinds of JSON that hold something of traces, by an object among the first ones. The first that fits counts. */
const KINDS: { fits: (object: SketchObject) => boolean; name: string }[] = [
  {
    fits: (object) => Array.isArray(object.get('traceEvents')) || (object.has('ph') && object.has('pid')),
    name: 'Chrome trace events',
  },
  {
    fits: (object) => has(object, 'TraceId', 'SpanId', 'EndTimestamp'),
    name: 'spans of the OpenTelemetry Collector’s Elasticsearch exporter in its own mapping',
  },
  { fits: (object) => has(object, 'TraceID', 'SpanID', 'SpanHash'), name: 'Jaeger spans as Cassandra stores them' },
  { fits: (object) => has(object, 'trace_id', 'id', 'local_endpoint'), name: 'Zipkin’s protobuf model as JSON' },
  {
    fits: (object) => has(object, 'data', 'total', 'limit', 'errors'),
    name: 'an answer of Jaeger’s API which holds no trace',
  },
  { fits: (object) => has(object, 'traceID', 'rootServiceName'), name: 'a Tempo search result, which holds no spans' },
  {
    fits: (object) => {
      const schema = object.get('schema')
      return isObject(schema) && Array.isArray(schema.get('fields')) && object.has('data')
    },
    name: 'a data frame of Grafana’s panel inspector, not its download of a trace',
  },
  {
    fits: (object) => has(object, 'trace_id', 'span_id') || has(object, 'traceId', 'spanId'),
    name: 'spans as JSON objects of their own kind',
  },
]

/** What JSON that no format recognised looks like; null where nothing of it could be read. */
export function describeJson(values: Sketch[]): string | null {
  const objects = objectsOf(values)
  const kind = KINDS.find(({ fits }) => objects.some(fits))
  if (kind !== undefined) return kind.name
  const [first] = values
  if (first === undefined || (isObject(first) && first.size === 0)) return null
  if (isObject(first)) return `JSON that is not a trace export (top-level keys: ${firstNames([...first.keys()])})`
  const [element] = elementsOf(first)
  if (element === undefined) return 'JSON that is not a trace export (an empty list)'
  if (isObject(element))
    return `JSON that is not a trace export (a list of objects with the keys: ${firstNames([...element.keys()])})`
  return 'JSON that is not a trace export (a list)'
}

/** The objects in which a span or a trace would show itself: at the top, in lists, and in the usual wrappers. */
function objectsOf(values: Sketch[]): SketchObject[] {
  const outer = values.flatMap((value) => (Array.isArray(value) ? value.slice(0, 3) : [value]))
  const lists = outer.flatMap((value) => (Array.isArray(value) ? value.slice(0, 3) : [value])).filter(isObject)
  const wrapped = lists.flatMap((object) =>
    ['spans', 'traces', 'data', 'hits', '_source'].map((key) => object.get(key)),
  )
  const inner = wrapped.flatMap((value) => (Array.isArray(value) ? value.slice(0, 3) : [value])).filter(isObject)
  const hits = inner.flatMap((object) => elementsOf(object.get('hits')).slice(0, 3)).filter(isObject)
  return [...lists, ...inner, ...hits]
}

function has(object: SketchObject, ...keys: string[]): boolean {
  return keys.every((key) => object.has(key))
}
