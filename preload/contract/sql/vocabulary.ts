import type { StatisticsScope } from '../attributes'
import type { AttributeType } from '../trace'
import type { SqlColumn } from './sql'

/** What the editor completes, and the schema browser shows. All of it is read at once, whatever the archive's size. */
export interface SqlVocabulary {
  relations: SqlRelation[]
  /** Names of `described`. */
  functions: string[]
  keywords: string[]
  /** The commonest attribute keys of spans, with the number of spans that carry them. */
  attributeKeys: { key: string; spanCount: number }[]
  /** Functions and macros, those of the archive first. */
  described: SqlFunction[]
  /** Attribute keys, scope by scope, in each by how often they occur; at most 500 of each. */
  attributes: SqlAttribute[]
}

export interface SqlRelation {
  name: string
  /** What a row is; empty for relations that are not of the public schema, as for their columns. */
  about: string
  /** Null where it would have to be counted. */
  rowCount: number | null
  columns: SqlRelationColumn[]
}

export interface SqlRelationColumn extends SqlColumn {
  about: string
}

export interface SqlFunction {
  name: string
  /** Such as `round(x DOUBLE, precision INTEGER) → DOUBLE`; a type that is not known is left out. */
  signatures: string[]
  about: string
  /** Empty where there is none. */
  example: string
  /** One of the macros that the archive carries. */
  isOfArchive: boolean
}

export interface SqlAttribute {
  scope: Exclude<StatisticsScope, 'intrinsic'>
  key: string
  /** Of its values, the most frequent first. */
  types: AttributeType[]
  /** Spans that have it; events or links for those scopes. */
  occurrences: number
  /** Null where there are too many to have been counted. */
  distinctCount: number | null
}
