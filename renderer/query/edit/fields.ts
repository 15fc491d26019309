import { INTRINSICS, type Field, type IntrinsicName, type IntrinsicType } from '../../../preload/contract/traceql/ast'
import { formatField } from '../../../preload/contract/traceql/formatField'
import { parseTraceQL } from '../../../preload/contract/traceql/parseTraceQL'
import { comparisonOf } from './comparisonOf'

interface NamedField {
  words: string
  /** As it is written in a query. */
  field: string
}

/** The fields that have a name of their own in words, those that are asked for most first. */
export const NAMED_FIELDS: readonly NamedField[] = [
  { words: 'Service', field: 'resource.service.name' },
  { words: 'Operation', field: 'name' },
  { words: 'Span duration', field: 'duration' },
  { words: 'Trace duration', field: 'trace:duration' },
  { words: 'Status', field: 'status' },
  { words: 'Status message', field: 'statusMessage' },
  { words: 'Kind', field: 'kind' },
  { words: 'Trace id', field: 'trace:id' },
  { words: 'Service of the root span', field: 'trace:rootService' },
  { words: 'Operation of the root span', field: 'trace:rootName' },
  { words: 'Span id', field: 'span:id' },
  { words: 'Parent span', field: 'parent' },
  { words: 'Parent span id', field: 'span:parentID' },
  { words: 'Number of children', field: 'span:childCount' },
  { words: 'Self time', field: 'span:selfTime' },
  { words: 'Time on the critical path', field: 'span:criticalPath' },
  { words: 'Problem of the data', field: 'span:problems' },
  { words: 'Event', field: 'event:name' },
  { words: 'Time of an event since the start', field: 'event:timeSinceStart' },
  { words: 'Trace id of a link', field: 'link:traceID' },
  { words: 'Span id of a link', field: 'link:spanID' },
  { words: 'Instrumentation scope', field: 'instrumentation:name' },
  { words: 'Version of the instrumentation scope', field: 'instrumentation:version' },
]

/** What a field takes: `attribute` for anything. */
export type FieldType = IntrinsicType | 'attribute'

/** The field that somebody means: by its words, as it is written in a query, or an attribute's bare name. */
export function fieldOf(text: string): { field: Field; written: string } | null {
  const given = text.trim()
  if (given === '') return null
  const named = NAMED_FIELDS.find(({ words }) => words.toLowerCase() === given.toLowerCase())
  const written = named?.field ?? given
  const field = parseField(written)
  if (field) return { field, written }
  const bare = formatField({ kind: 'attribute', scope: null, ofParent: false, key: given, from: 0, to: 0 })
  const attribute = parseField(bare)
  return attribute && { field: attribute, written: bare }
}

/** A field as somebody would name it who chooses it: in words where it has them, else as it is written. */
export function wordsOf(field: Field): string {
  const name = formatField(field)
  return WORDS.get(name) ?? name
}

export function typeOf(field: Field): FieldType {
  return field.kind === 'attribute' ? 'attribute' : INTRINSICS[field.name]
}

export function isIntrinsic(field: Field, name: IntrinsicName): boolean {
  return field.kind === 'intrinsic' && field.name === name
}

/** The field that is written; null for what is none. */
export function parseField(written: string): Field | null {
  const text = `{ ${written} = nil }`
  const condition = parseTraceQL(text).query?.stages[0]
  const comparison = condition?.kind === 'filter' ? comparisonOf(condition.condition) : null
  const whole = comparison?.field.from === 2 && comparison.field.to === 2 + written.length
  return comparison?.value.kind === 'nil' && whole ? comparison.field : null
}

const WORDS: ReadonlyMap<string, string> = new Map(
  NAMED_FIELDS.map(({ words, field: written }) => {
    const field = parseField(written)
    return [field ? formatField(field) : written, words]
  }),
)
