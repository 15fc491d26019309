import type { ListSort, TraceFilter } from '../../preload/contract/explorer'
import {
  GROUP_SORT_COLUMNS,
  type GroupSortColumn,
  type MatchTotals,
  type QueryProgress,
} from '../../preload/contract/matches'
import { Failed } from '../../preload/contract/failure'
import { identifier, joinSql, sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { KeptTables, type Asker, type KeptTable } from './KeptTables'
import { groupColumns, Matches, type MatchedSpans } from './Matches'
import { phaseProgress } from './phaseProgress'
import { questionKey } from '../../preload/contract/questionKey'
import { readIntegers } from './readIntegers'
import { cell, readRows } from './readRows'
import { SharedAnswers } from './SharedAnswers'
import { spanCondition } from './spanCondition'
import { sumUp } from './sumUp'

export interface GroupTable extends KeptTable {
  groupCount: number
  totals: MatchTotals
  /** The largest total duration among all groups. */
  longestNs: number
}

const KEPT_LISTS = 4

/** The groups of matched spans: reckoned up once, then sorted and read as they are asked for. */
export class Groups {
  readonly #tables = new KeptTables<GroupTable>()
  /** Their keys in some order. */
  readonly #lists = new SharedAnswers<Int32Array>(KEPT_LISTS)

  readonly matches: Matches

  constructor(matches = new Matches()) {
    this.matches = matches
  }

  /**
   * Does something with the keys of the groups in their order and with the table that holds them, of `group_key`,
   * `group_1`, `group_2` … and `GROUP_COLUMNS`. Fails with `query_wrong`, also where the query makes no groups.
   */
  async use<Value>(
    reader: ArchiveReader,
    { filter, sort }: { filter: TraceFilter; sort: ListSort },
    { signal, onProgress }: Asker,
    use: (groupKeys: Int32Array, table: GroupTable) => Promise<Value>,
  ): Promise<Value> {
    const startedAt = performance.now()
    const make = (shared: AbortSignal, report: (progress: QueryProgress) => void) =>
      this.matches.use(reader, filter, { signal: shared, onProgress: report }, (matched) =>
        keepGroups(reader, matched, filter, shared, phaseProgress('grouping', startedAt, report)),
      )
    return this.#tables.use(reader, { key: questionKey(filter), signal, onProgress }, make, async (table) => {
      const compute = (shared: AbortSignal) => readIntegers(reader.chunks(sortedKeys(table, sort), shared))
      return use(await this.#lists.ask(questionKey([filter, sort]), signal, compute), table)
    })
  }
}

async function keepGroups(
  reader: ArchiveReader,
  matched: MatchedSpans,
  filter: TraceFilter,
  signal: AbortSignal,
  onShare: (share: number | null) => void,
): Promise<GroupTable> {
  const { rows, groupCount } = matched
  if (groupCount === 0) {
    const message = 'this query makes no groups; add | by(…)'
    throw new Failed({ code: 'query_wrong', message, from: 0, to: filter.query.length })
  }
  const groups = joinSql(groupColumns(groupCount), ', ')
  const statement = sql`
    SELECT (row_number() OVER (ORDER BY ${groups}) - 1)::INTEGER AS group_key, * EXCLUDE (quantiles),
      quantiles[1] AS p50_ns, quantiles[2] AS p95_ns
    FROM (
      SELECT ${groups}, count(*) AS span_count, count(DISTINCT trace_key) AS trace_count,
        count(*) FILTER (failed) AS error_count, quantile_disc(duration_ns, [0.5, 0.95]) AS quantiles,
        max(duration_ns) AS max_ns, coalesce(sum(duration_ns), 0) AS total_ns
      FROM ${rows} WHERE ${spanCondition(filter, rows)} GROUP BY ${groups})`
  const name = await reader.keep(statement, signal, onShare)
  const counted = reader.chunks(sql`SELECT count(*), coalesce(max(total_ns), 0) FROM ${name}`, signal)
  const [[facts], { totals }] = await Promise.all([
    readRows(counted, { rowCount: cell.number, longestNs: cell.number }),
    sumUp(reader, matched, filter, signal),
  ])
  return { name, groupCount, totals, ...(facts ?? { rowCount: 0, longestNs: 0 }) }
}

function sortedKeys({ name, groupCount }: GroupTable, { column, descending }: ListSort): Statement {
  const direction = descending ? sql`DESC` : sql`ASC`
  const keys = sortKeys(column, groupCount).map((key) => sql`${key} ${direction} NULLS LAST`)
  return sql`SELECT group_key FROM ${name} ORDER BY ${joinSql([...keys, sql`group_key`], ', ')}`
}

function sortKeys(column: string, groupCount: number): Statement[] {
  const known = GROUP_SORT_COLUMNS.find((name) => name === column)
  if (known) return [GROUP_COLUMNS[known]]
  const number = Number(/^group(\d+)$/.exec(column)?.[1])
  if (!(number >= 1 && number <= groupCount)) {
    throw new Failed({ code: 'query_wrong', message: `groups have no column ${column}`, from: 0, to: 0 })
  }
  const value = identifier(`group_${number}`)
  return [sql`CASE WHEN starts_with(${value}, 'n:') THEN TRY_CAST(${value}[3:] AS DOUBLE) END`, value]
}

/** Where the table of groups has what is told of each. */
export const GROUP_COLUMNS: Record<GroupSortColumn, Statement> = {
  spanCount: sql`span_count`,
  traceCount: sql`trace_count`,
  errorCount: sql`error_count`,
  p50Ns: sql`p50_ns`,
  p95Ns: sql`p95_ns`,
  maxNs: sql`max_ns`,
  totalNs: sql`total_ns`,
}
