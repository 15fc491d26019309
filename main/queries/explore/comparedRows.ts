import type { DifferenceInside } from '../../../preload/contract/explore/difference'
import type { TraceFilter } from '../../../preload/contract/explorer'
import type { Nanoseconds } from '../../../preload/contract/time'
import { joinSql, sql, type Statement } from '../../archive/sql'
import type { MatchedSpans } from '../Matches'
import { spanCondition } from '../spanCondition'
import { startCondition } from '../startCondition'
import { traceCondition } from '../traceCondition'

/** Neighbours that a sample takes or leaves together: a vector of DuckDB's, which is read as a whole. */
const SPANS_TOGETHER = 2_048

export interface Compared {
  over: 'spans' | 'traces'
  /** Spans or traces: `unit` (its key), `block`, `weight` (how many spans) and whether it is `inside`. */
  units: Statement
  /** The rows of `chosen` units with their spans: `span_row`, `unit`, `inside`. */
  spansOf(chosen: Statement): Statement
}

/** What is compared: spans of the population, or its traces with all their spans. `other` is what the query of inside matches. */
export function comparedRows(
  over: 'spans' | 'traces',
  { rows }: MatchedSpans,
  filter: TraceFilter,
  inside: DifferenceInside,
  other: MatchedSpans | null,
): Compared {
  const asked = filter.query.trim() !== ''
  if (over === 'spans') {
    const isInside = other ? sql`span_row IN (SELECT span_row FROM ${other.rows})` : brushed(inside)
    return {
      over,
      units: sql`SELECT span_row AS unit, span_row // ${SPANS_TOGETHER}::INTEGER AS block, 1 AS weight,
        coalesce(${isInside}, false) AS inside FROM ${rows} WHERE ${spanCondition(filter, rows)}`,
      spansOf: (chosen) => sql`SELECT unit AS span_row, unit, inside FROM ${chosen}`,
    }
  }
  const isInside = other ? sql`trace_key IN (SELECT trace_key FROM ${other.rows})` : brushed(inside)
  const matching = asked ? sql`trace_key IN (SELECT trace_key FROM ${rows})` : sql`true`
  return {
    over,
    units: sql`SELECT trace_key AS unit, trace_key AS block, span_count AS weight,
      coalesce(${isInside}, false) AS inside FROM store.traces
      WHERE ${traceCondition(filter, asked ? rows : null)} AND ${matching}`,
    spansOf: (chosen) => sql`SELECT s.span_row, u.unit, u.inside
      FROM ${chosen} u JOIN store.span_rows s ON s.tree.trace_key = u.unit`,
  }
}

/** Whether a start and a duration lie within the area. */
function brushed(inside: DifferenceInside): Statement {
  if (!('brush' in inside)) return sql`false`
  const { from, to, least, most } = inside.brush
  const bound = (limit: Nanoseconds | null, condition: (value: Statement) => Statement) =>
    limit === null ? [] : [condition(sql`${limit}::BIGINT`)]
  return joinSql(
    [
      startCondition({ from, to }),
      ...bound(least, (value) => sql`duration_ns >= ${value}`),
      ...bound(most, (value) => sql`duration_ns < ${value}`),
    ],
    ' AND ',
  )
}
