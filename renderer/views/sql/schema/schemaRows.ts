import type { AttributeValues } from '../../../../preload/contract/attributes'
import { formatCount } from '../../../../preload/contract/formatCount'
import type { SqlAttribute, SqlFunction, SqlRelation, SqlVocabulary } from '../../../../preload/contract/sql/vocabulary'
import { ATTRIBUTE_TYPES } from '../../../../preload/contract/trace'
import { ATTRIBUTE_SCOPES } from '../../../../preload/contract/traceql/ast'
import { shortType } from '../grid/columnLayout'
import { quotedName } from '../quotedName'
import { attributeText, textLiteral } from './attributeText'
import type { SchemaRow } from './SchemaRow'

/** What of the schema is to be seen. */
export interface SchemaSight {
  /** The ids of lines that are open. */
  open: ReadonlySet<string>
  /** Only names that contain this, whatever is open; empty for all. */
  text: string
  /** The commonest values of an attribute; a text says why there are none yet. */
  valuesOf: (attribute: SqlAttribute) => AttributeValues | string
}

/** What is open at first. */
export const FIRST_OPEN = ['relations', 'macros', 'attributes span']

/** What is asked for most comes first. */
const ORDER = ['spans', 'traces', 'span_events', 'span_links', 'logs', 'service_dependencies', 'files']
const SCOPES = { span: 'Span', resource: 'Resource', event: 'Event', link: 'Link', instrumentation: 'Scope' } as const

/** All lines of the schema browser: relations, attributes scope by scope, macros, functions. */
export function schemaRows(vocabulary: SqlVocabulary, { open, text, valuesOf }: SchemaSight): SchemaRow[] {
  const wanted = text.trim().toLowerCase()
  const matches = (name: string) => name.toLowerCase().includes(wanted)
  const isOpen = (id: string) => open.has(id)

  function section(id: string, label: string, items: SchemaRow[][]): SchemaRow[] {
    if (items.length === 0) return []
    const shown = wanted !== '' || isOpen(id)
    const detail = formatCount(items.length)
    const head: SchemaRow = { id, level: 1, label, detail, insert: null, isOpen: shown, what: { kind: 'section' } }
    return [head, ...(shown ? items.flat() : [])]
  }

  function relationRows(relation: SqlRelation): SchemaRow[] {
    const { name, rowCount, columns } = relation
    const id = `relation ${name}`
    const found = wanted === '' ? [] : columns.filter((column) => matches(column.name))
    if (!matches(name) && found.length === 0) return []
    const inside = isOpen(id) && found.length === 0 ? columns : found
    const detail = rowCount === null ? '' : formatCount(rowCount)
    const what = { kind: 'relation', relation } as const
    return [
      { id, level: 2, label: name, detail, insert: quotedName(name), isOpen: inside.length > 0, what },
      ...inside.map((column): SchemaRow => ({
        id: `${id} ${column.name}`,
        level: 3,
        label: column.name,
        detail: shortType(column.type),
        insert: quotedName(column.name),
        isOpen: undefined,
        what: { kind: 'column', column, relation },
      })),
    ]
  }

  function attributeRows(attribute: SqlAttribute): SchemaRow[] {
    const { scope, key, types } = attribute
    const id = `attribute ${scope} ${key}`
    const insert = attributeText(attribute)
    const detail = types.map((type) => ATTRIBUTE_TYPES[type]).join(', ')
    const what = { kind: 'attribute', attribute } as const
    const head: SchemaRow = { id, level: 2, label: key, detail, insert, isOpen: isOpen(id), what }
    return isOpen(id) ? [head, ...valueRows(id, attribute)] : [head]
  }

  function valueRows(id: string, attribute: SqlAttribute): SchemaRow[] {
    const found = valuesOf(attribute)
    const note = (label: string): SchemaRow[] => [
      { id: `${id} note`, level: 3, label, detail: '', insert: null, isOpen: undefined, what: { kind: 'note' } },
    ]
    if (typeof found === 'string') return note(found)
    if (found.values.length === 0) return note('No values are listed')
    return found.values.map((value) => ({
      id: `${id} = ${value.type} ${value.value}`,
      level: 3,
      label: value.value === '' ? '(empty)' : value.value,
      detail: value.occurrences === null ? '' : formatCount(value.occurrences),
      insert: `${attributeText(attribute)} = ${textLiteral(value.value)}`,
      isOpen: undefined,
      what: { kind: 'value', attribute, value },
    }))
  }

  function functionRow(described: SqlFunction): SchemaRow[] {
    const { name, signatures } = described
    const detail = /→ (.*)$/.exec(signatures[0] ?? '')?.[1] ?? ''
    const insert = described.isOfArchive && detail === 'TABLE' ? `FROM ${name}()` : `${name}()`
    const what = { kind: 'function', described } as const
    return [{ id: `function ${name}`, level: 2, label: name, detail, insert, isOpen: undefined, what }]
  }

  const { relations, attributes, described } = vocabulary
  const ordered = relations.toSorted((a, b) => placeOf(a.name) - placeOf(b.name))
  const named = described.filter(({ name }) => matches(name))
  const ofScope = (scope: SqlAttribute['scope']) =>
    attributes.filter((attribute) => attribute.scope === scope && matches(attribute.key))
  return [
    ...section(
      'relations',
      'Relations',
      ordered.map(relationRows).filter(({ length }) => length > 0),
    ),
    ...section('macros', 'Macros', named.filter(({ isOfArchive }) => isOfArchive).map(functionRow)),
    ...ATTRIBUTE_SCOPES.flatMap((scope) =>
      section(`attributes ${scope}`, `${SCOPES[scope]} attributes`, ofScope(scope).map(attributeRows)),
    ),
    ...section('functions', 'Functions', named.filter(({ isOfArchive }) => !isOfArchive).map(functionRow)),
  ]
}

function placeOf(name: string): number {
  const place = ORDER.indexOf(name)
  return place < 0 ? ORDER.length : place
}
