import type { TraceFilter } from '../../preload/contract/explorer'
import type { MatchTotals } from '../../preload/contract/matches'
import { joinSql, sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { groupColumns, type MatchedSpans } from './Matches'
import { cell, orNull, readRows } from './readRows'
import { spanCondition } from './spanCondition'

/** How many of the matched spans the filter keeps, how many traces and groups they make, and the longest span duration. */
export async function sumUp(
  reader: ArchiveReader,
  matched: MatchedSpans,
  filter: TraceFilter,
  signal: AbortSignal,
): Promise<{ totals: MatchTotals; longestNs: number }> {
  const where = spanCondition(filter, matched.rows)
  const statement = sql`
    SELECT coalesce(sum(spans), 0)::BIGINT, count(*), coalesce(max(longest), 0), ${groupTotal(matched, where)} FROM (
      SELECT count(*) AS spans, max(duration_ns) AS longest FROM ${matched.rows} WHERE ${where} GROUP BY trace_key)`
  const [row] = await readRows(reader.chunks(statement, signal), {
    spans: cell.number,
    traces: cell.number,
    longestNs: cell.number,
    groups: orNull(cell.number),
  })
  if (!row) throw new Error('an aggregate without groups has one row')
  const { longestNs, ...totals } = row
  return { totals, longestNs }
}

/** The number of groups among matched spans, as SQL; NULL where the query makes none. */
export function groupTotal({ rows, groupCount }: MatchedSpans, where: Statement): Statement {
  if (groupCount === 0) return sql`NULL::BIGINT`
  return sql`(SELECT count(*) FROM (SELECT DISTINCT ${joinSql(groupColumns(groupCount), ', ')} FROM ${rows} WHERE ${where}))`
}
