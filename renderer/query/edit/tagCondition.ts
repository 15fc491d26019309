import { SPAN_KINDS, STATUSES } from '../../../preload/contract/trace'
import type { AttributeScope } from '../../../preload/contract/traceql/ast'
import { formatField } from '../../../preload/contract/traceql/formatField'
import type { Tag } from './readLogfmt'

const LARGEST = 2n ** 63n - 1n

/** Tags by which Jaeger and Zipkin keep what spans have fields for, and the fields that take their text. */
const TEXT_FIELDS: Readonly<Record<string, string>> = {
  'otel.status_description': 'statusMessage',
  'otel.scope.name': 'instrumentation:name',
  'otel.library.name': 'instrumentation:name',
  'otel.scope.version': 'instrumentation:version',
  'otel.library.version': 'instrumentation:version',
}

/**
 * The condition that finds what Jaeger finds by a tag: those of spans, of processes (resources) and the fields of logs
 * (events), by their text. So what looks like a number is looked for as a number and as a text.
 */
export function jaegerTagCondition({ key, value }: Tag): string {
  const known = isFailure({ key, value }) ? 'status = error' : fieldCondition({ key, value })
  if (known !== null) return known
  const compared = comparisons(key, value, ['span', 'resource', 'event'])
  // The importer makes this field of a log the name of its event.
  return joined(key === 'event' ? [...compared, eventIsNamed(value)] : compared)
}

/**
 * The condition that finds what Zipkin finds by a part of its annotation query: a tag of the span by its text, or, of a
 * name alone, an annotation of this text or any tag of this name.
 */
export function zipkinTagCondition({ key, value }: Tag): string {
  const known = isFailure({ key, value }) ? 'status = error' : fieldCondition({ key, value })
  const compared = known === null ? comparisons(key, value, ['span']) : [known]
  return joined(value === null ? [...compared, eventIsNamed(key)] : compared)
}

function isFailure({ key, value }: Tag): boolean {
  return key === 'error' && (value === null || value === 'true')
}

function eventIsNamed(name: string | null): string {
  return name === null ? 'event:name != nil' : `event:name = ${JSON.stringify(name)}`
}

/** Of a tag that the importer turned into a field of the span. */
function fieldCondition({ key, value }: Tag): string | null {
  if (value === null) return null
  const word = value.toLowerCase()
  if (key === 'span.kind' && SPAN_KINDS.some((kind) => kind === word)) return `kind = ${word}`
  if (key === 'otel.status_code' && STATUSES.some((status) => status === word)) return `status = ${word}`
  const field = Object.hasOwn(TEXT_FIELDS, key) ? TEXT_FIELDS[key] : undefined
  return field === undefined ? null : `${field} = ${JSON.stringify(value)}`
}

function comparisons(key: string, value: string | null, scopes: AttributeScope[]): string[] {
  return scopes.flatMap((scope) => {
    const field = formatField({ kind: 'attribute', scope, ofParent: false, key, from: 0, to: 0 })
    return value === null ? [`${field} != nil`] : literalsOf(value).map((literal) => `${field} = ${literal}`)
  })
}

/** The values whose text this is: one that a number or a boolean has too, and the text itself. */
function literalsOf(text: string): string[] {
  const literal = JSON.stringify(text)
  if (text === 'true' || text === 'false') return [text, literal]
  if (!isNumber(text)) return [literal]
  // With its sign a number is no literal, which alone can be compared with events, but an array of one is.
  return [text.startsWith('-') ? `[${text}]` : text, literal]
}

/** Whether a number has this text in the archive: in its shortest form. */
function isNumber(text: string): boolean {
  if (/^(?:0|-?[1-9]\d*)$/.test(text)) return BigInt(text) <= LARGEST && BigInt(text) >= -LARGEST
  return /^-?\d+\.\d+$/.test(text) && String(Number(text)) === text
}

function joined(alternatives: string[]): string {
  return alternatives.length === 1 ? alternatives.join('') : `(${alternatives.join(' || ')})`
}
