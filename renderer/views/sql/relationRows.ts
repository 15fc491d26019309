import type { SqlVocabulary } from '../../../preload/contract/sql/sql'

/** A line of the list of relations. */
export interface RelationRow {
  kind: 'relation' | 'column'
  relation: string
  name: string
  /** Of a column. */
  type: string
}

/** What is asked for most comes first. */
const ORDER = ['spans', 'traces', 'span_events', 'span_links', 'logs', 'service_dependencies', 'files']

/** The relations, and the columns of those that are open. */
export function relationRows(relations: SqlVocabulary['relations'], open: ReadonlySet<string>): RelationRow[] {
  const ordered = relations.toSorted((a, b) => placeOf(a.name) - placeOf(b.name))
  return ordered.flatMap(({ name, columns }) => [
    { kind: 'relation' as const, relation: name, name, type: '' },
    ...(open.has(name)
      ? columns.map((column) => ({ kind: 'column' as const, relation: name, name: column.name, type: column.type }))
      : []),
  ])
}

function placeOf(name: string): number {
  const place = ORDER.indexOf(name)
  return place < 0 ? ORDER.length : place
}

/** A name as SQL takes it: in quotes where it must be. */
export function quotedName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
}
