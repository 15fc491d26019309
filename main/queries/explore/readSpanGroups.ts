import { DuckDBMapValue, type DuckDBValue } from '@duckdb/node-api'
import type { SpanGroup, SpanGroups } from '../../../preload/contract/explore/groups'
import { joinSql, sql, type Statement } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import { groupColumns } from '../Matches'
import { cell, orNull, readRows } from '../readRows'
import { gathered, type BinExtent } from './durationBins'

const MOST_ROWS = 500

type Summary = Omit<SpanGroups, 'rows' | 'bins'> & { extent: BinExtent }

/** What a table of groups says of all of them. */
export async function summaryOf(reader: ArchiveReader, name: Statement, signal: AbortSignal): Promise<Summary> {
  const statement = sql`
    SELECT count(*), coalesce(sum(span_count), 0), coalesce(sum(error_count), 0), coalesce(sum(self_ns), 0),
      coalesce(max(self_ns), 0), coalesce(max(total_ns), 0), epoch_ns(max(last_start)) - epoch_ns(min(first_start)),
      min(list_min(map_keys(durations))), max(list_max(map_keys(durations)))
    FROM ${name}`
  const [row] = await readRows(reader.chunks(statement, signal), {
    total: cell.number,
    spanCount: cell.number,
    errorCount: cell.number,
    selfNs: cell.number,
    mostSelfNs: cell.number,
    mostTotalNs: cell.number,
    lengthNs: orNull(cell.number),
    least: orNull(cell.number),
    greatest: orNull(cell.number),
  })
  if (!row) throw new Error('an aggregate without groups has one row')
  const { least, greatest, ...summary } = row
  return { ...summary, extent: least === null || greatest === null ? null : { least, greatest } }
}

/** The first groups of a table in an order. */
export async function readSpanGroups(
  reader: ArchiveReader,
  {
    name,
    fieldCount,
    order,
    bins,
  }: { name: Statement; fieldCount: number; order: Statement; bins: SpanGroups['bins'] },
  signal: AbortSignal,
): Promise<SpanGroup[]> {
  const statement = sql`
    SELECT [${joinSql(groupColumns(fieldCount), ', ')}], span_count, error_count, quantiles[1], quantiles[2], quantiles[3],
      max_ns, total_ns, self_ns, critical_ns, durations
    FROM ${name} ORDER BY ${order} LIMIT ${MOST_ROWS}::BIGINT`
  const rows = await readRows(reader.chunks(statement, signal), {
    values: cell.texts,
    spanCount: cell.number,
    errorCount: cell.number,
    p50Ns: orNull(cell.number),
    p95Ns: orNull(cell.number),
    p99Ns: orNull(cell.number),
    maxNs: orNull(cell.number),
    totalNs: cell.number,
    selfNs: cell.number,
    criticalNs: cell.number,
    durations: readBins,
  })
  return rows.map(({ durations, ...group }) => ({ ...group, durations: gathered(durations, bins) }))
}

/** A histogram; NULL where nothing was counted. */
function readBins(value: DuckDBValue): [bin: number, count: number][] {
  if (value === null) return []
  if (!(value instanceof DuckDBMapValue)) throw new TypeError('the archive answered no histogram')
  return value.entries.map((entry) => [cell.number(entry.key), cell.number(entry.value)])
}
