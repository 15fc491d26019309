import type { AttributeType } from './trace'
import { ATTRIBUTE_SCOPES } from './traceql/ast'

/** What is counted of an archive: attributes by their scope, and intrinsic fields by their names in TraceQL. */
export const STATISTICS_SCOPES = [...ATTRIBUTE_SCOPES, 'intrinsic'] as const
export type StatisticsScope = (typeof STATISTICS_SCOPES)[number]

export interface AttributeKey {
  scope: StatisticsScope
  key: string
  /** Of its values, the most frequent first. */
  types: AttributeType[]
  /** Spans that have it; events or links for those scopes. */
  occurrences: number
}

export interface AttributeValue {
  value: string
  type: AttributeType
  /** As of a key; null where it was only seen in a sample. */
  occurrences: number | null
}

export interface AttributeValues {
  values: AttributeValue[]
  /** There are more values than are listed, and those without a count come from some of the spans. */
  isSample: boolean
}

export interface DistinctValues {
  distinctCount: number
  /** It follows from a sample of the spans. */
  isEstimated: boolean
}

/** Where a text occurs: in a value, or (`value` is null) in the name of a key. */
export interface TextPlace {
  scope: StatisticsScope
  key: string
  type: AttributeType
  value: string | null
  occurrences: number
}

/** What the values of a field are, in the order of `TraceValues.kinds`; a list is an array or a map as JSON. */
export const VALUE_KINDS = ['text', 'number', 'boolean', 'list'] as const

/** What the spans of one trace have in one field. */
export interface TraceValues {
  /** The distinct values, as the archive has them, and what each is: an index into `VALUE_KINDS`. */
  texts: string[]
  kinds: Uint8Array
  /** For each row of `TraceColumns` an index into `texts`, −1 where the span has none. */
  index: Int32Array
}
