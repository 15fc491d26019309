import type { AttributeValue } from '../../../../preload/contract/attributes'
import type {
  SqlAttribute,
  SqlFunction,
  SqlRelation,
  SqlRelationColumn,
} from '../../../../preload/contract/sql/vocabulary'

/** A line of the schema browser. */
export interface SchemaRow {
  /** The same whatever else is shown. */
  id: string
  /** From 1. */
  level: number
  label: string
  /** A type, a count: on the right. */
  detail: string
  /** What a click or Enter puts into the editor; null where it opens the line. */
  insert: string | null
  /** Undefined where nothing can be below. */
  isOpen: boolean | undefined
  what: SchemaItem
}

export type SchemaItem =
  | { kind: 'section' | 'note' }
  | { kind: 'relation'; relation: SqlRelation }
  | { kind: 'column'; column: SqlRelationColumn; relation: SqlRelation }
  | { kind: 'attribute'; attribute: SqlAttribute }
  | { kind: 'value'; attribute: SqlAttribute; value: AttributeValue }
  | { kind: 'function'; described: SqlFunction }
