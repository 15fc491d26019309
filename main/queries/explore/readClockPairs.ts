import type { DataQuality } from '../../../preload/contract/explore/quality'
import { PROBLEMS } from '../../../preload/contract/trace'
import { joinSql, sql } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import { HOST_KEYS } from '../hostKeys'
import { cell, readRows } from '../readRows'

const MOST_PAIRS = 20
const OUTSIDE_PARENT = 1 << PROBLEMS.indexOf('outside_parent')

/** Nothing can begin before it is called for: where it seems so between two hosts, their clocks disagree. */
export async function readClockPairs(
  reader: ArchiveReader,
  signal: AbortSignal,
): Promise<Pick<DataQuality, 'earlierThanCaller' | 'clockPairs'>> {
  const names = joinSql(
    HOST_KEYS.map((key) => sql`nullif(attributes[${key}], '')`),
    ', ',
  )
  const statement = sql`
    WITH hosts AS MATERIALIZED (SELECT resource_key, coalesce(${names}, service_name) AS host FROM store.resources),
    outside AS (
      SELECT tree.parent_row AS parent_row, start_time, tree.resource_key AS resource_key FROM store.span_rows
      WHERE (tree.problems & ${OUTSIDE_PARENT}::UTINYINT) > 0),
    earlier AS (
      SELECT p.tree.resource_key AS caller_key, o.resource_key AS callee_key,
        epoch_ns(p.start_time) - epoch_ns(o.start_time) AS ahead
      FROM outside o JOIN store.span_rows p ON p.span_row = o.parent_row WHERE o.start_time < p.start_time)
    SELECT caller.host, callee.host, count(*), quantile_disc(ahead, 0.5), sum(count(*)) OVER ()
    FROM earlier JOIN hosts caller ON caller.resource_key = caller_key JOIN hosts callee ON callee.resource_key = callee_key
    WHERE caller.host <> callee.host
    GROUP BY ALL ORDER BY 3 DESC, 1, 2 LIMIT ${MOST_PAIRS}`
  const rows = await readRows(reader.chunks(statement, signal), {
    caller: cell.text,
    callee: cell.text,
    spanCount: cell.number,
    aheadNs: cell.number,
    all: cell.number,
  })
  return { earlierThanCaller: rows[0]?.all ?? 0, clockPairs: rows.map(({ all: _, ...pair }) => pair) }
}
