import { listValue } from '@duckdb/node-api'
import type { ListPage } from '../../preload/contract/explorer'
import type { QueryProgress, GroupPage, GroupSummary } from '../../preload/contract/matches'
import { joinSql, sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { countTraces } from './countRows'
import { GROUP_COLUMNS, type Groups, type GroupTable } from './Groups'
import { groupColumns } from './Matches'
import { cell, orNull, readRows } from './readRows'

/** Part of the list of groups. Fails with `query_wrong`, also where the query makes none. */
export async function groupsPage(
  reader: ArchiveReader,
  groups: Groups,
  { filter, sort, first, count }: Omit<ListPage, 'columns'>,
  signal: AbortSignal,
  onProgress?: (progress: QueryProgress) => void,
): Promise<GroupPage> {
  return groups.use(reader, { filter, sort }, { signal, onProgress }, async (groupKeys, table) => {
    const [archiveTotal, rows] = await Promise.all([
      countTraces(reader, signal),
      readGroups(reader, table, groupKeys.slice(first, first + count), signal),
    ])
    return { total: groupKeys.length, archiveTotal, totals: table.totals, longestNs: table.longestNs, rows }
  })
}

async function readGroups(
  reader: ArchiveReader,
  { name, groupCount }: GroupTable,
  groupKeys: Int32Array,
  signal: AbortSignal,
): Promise<GroupSummary[]> {
  if (groupKeys.length === 0) return []
  const { spanCount, traceCount, errorCount, p50Ns, p95Ns, maxNs, totalNs } = GROUP_COLUMNS
  const figures = joinSql([spanCount, traceCount, errorCount, p50Ns, p95Ns, maxNs, totalNs], ', ')
  const statement = sql`
    SELECT group_key, [${joinSql(groupColumns(groupCount), ', ')}], ${figures} FROM ${name}
    WHERE group_key IN (SELECT unnest(${listValue([...groupKeys])}::INTEGER[]))`
  const rows = await readRows(reader.chunks(statement, signal), {
    groupKey: cell.number,
    values: cell.texts,
    spanCount: cell.number,
    traceCount: cell.number,
    errorCount: cell.number,
    p50Ns: orNull(cell.number),
    p95Ns: orNull(cell.number),
    maxNs: orNull(cell.number),
    totalNs: cell.number,
  })
  const byKey = new Map(rows.map(({ groupKey, ...group }) => [groupKey, group]))
  return [...groupKeys].flatMap((key) => byKey.get(key) ?? [])
}
