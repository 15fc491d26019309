import type { TraceFilter } from '../../preload/contract/explorer'
import type { SpanSet } from '../archive/SpanSet'
import { sql, type Statement } from '../archive/sql'
import { matchedSpans } from './matchedSpans'
import { spanCondition } from './spanCondition'

/** The spans that a filter leaves, as `span_row`: those of the list of spans. `chosen` are those of its selection. */
export function filteredSpans(filter: TraceFilter, chosen: SpanSet | undefined): Statement {
  const matched = sql`matched`
  return sql`
    WITH ${matched} AS (${matchedSpans(filter.query, chosen).statement})
    SELECT span_row FROM ${matched} WHERE ${spanCondition(filter, matched)}`
}
