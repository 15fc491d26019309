import type { Attribute, SpanDetail } from '../../../../preload/contract/trace'
import type { AttributeScope } from '../../../../preload/contract/traceql/ast'
import { formatField } from '../../../../preload/contract/traceql/formatField'
import { parseTraceQL } from '../../../../preload/contract/traceql/parseTraceQL'
import { isPlainWords } from '../../../../preload/contract/traceql/readWords'

/** Where the relation `spans` keeps attributes, or the relation that keeps them for it. */
const SQL_PLACES: Record<AttributeScope, { column: string; relation?: string }> = {
  span: { column: 'attributes' },
  resource: { column: 'resource_attributes' },
  instrumentation: { column: 'scope_attributes' },
  event: { column: 'attributes', relation: 'span_events' },
  link: { column: 'attributes', relation: 'span_links' },
}

/** A condition in SQL on the relation `spans` that this attribute has its value. */
export function sqlFilter(scope: AttributeScope, { key, value, type }: Attribute): string {
  const { column, relation } = SQL_PLACES[scope]
  const condition =
    type === 'n'
      ? `list_contains(map_keys(${column}), ${sqlText(key)})`
      : `${column}[${sqlText(key)}] = ${sqlText(value)}`
  if (relation === undefined) return condition
  return `(trace_id, span_id) IN (SELECT (trace_id, span_id) FROM ${relation} WHERE ${condition})`
}

function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

/** A condition in TraceQL, without braces, that this attribute has its value; undefined where the language has none. */
export function attributeCondition(scope: AttributeScope, { key, value, type }: Attribute): string | undefined {
  const field = formatField({ kind: 'attribute', scope, ofParent: false, key, from: 0, to: 0 })
  // Scopes keep no types: their attributes are told apart as text.
  const condition = scope === 'instrumentation' ? `${field} = ${JSON.stringify(value)}` : compared(field, value, type)
  return parseTraceQL(`{ ${condition} }`).query === null ? undefined : condition
}

/**
 * Arrays, maps and bytes are no literals: that there is such an attribute is what can be asked. A sign belongs to a
 * number only within brackets; elsewhere it reckons, which events and links do not allow.
 */
function compared(field: string, value: string, type: Attribute['type']): string {
  switch (type) {
    case 's':
      return `${field} = ${JSON.stringify(value)}`
    case 'i':
    case 'd':
      return `${field} = ${value.startsWith('-') ? `[${value}]` : value}`
    case 'b':
      return `${field} = ${value}`
    case 'n':
      return `${field} = nil`
    default:
      return `${field} != nil`
  }
}

/** The condition in TraceQL of spans of the same service, name, kind and status. */
export function likeSpan({ resourceAttributes, serviceName, name, kind, status }: SpanDetail): string {
  const hasService = resourceAttributes.some(({ key, value }) => key === 'service.name' && value === serviceName)
  return [
    ...(hasService ? [`resource.service.name = ${JSON.stringify(serviceName)}`] : []),
    `name = ${JSON.stringify(name)}`,
    `kind = ${kind}`,
    `status = ${status}`,
  ].join(' && ')
}

/** A query that asks for spans which meet both: the first condition stands alone, others narrow what was asked. */
export function withCondition(query: string, condition: string): string {
  const alone = `{ ${condition} }`
  if (query.trim() === '' || isPlainWords(query)) return alone
  const { query: parsed } = parseTraceQL(query)
  if (parsed === null) return alone
  const [only, ...more] = parsed.stages
  if (only?.kind === 'filter' && more.length === 0) {
    if (only.condition === null) return alone
    const { from, to } = only.condition
    const before = query.slice(from, to)
    const isEither = only.condition.kind === 'binary' && only.condition.operator === '||'
    return `{ ${isEither ? `(${before})` : before} && ${condition} }`
  }
  const narrowed = `${query.trim()} | ${alone}`
  return parseTraceQL(narrowed).query === null ? alone : narrowed
}
