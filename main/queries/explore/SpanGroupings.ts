import type { SpanGroups, SpanGroupSort } from '../../../preload/contract/explore/groups'
import { SPAN_GROUP_SORTS } from '../../../preload/contract/explore/groups'
import type { ListSort, TraceFilter } from '../../../preload/contract/explorer'
import { Failed } from '../../../preload/contract/failure'
import type { QueryProgress } from '../../../preload/contract/matches'
import { questionKey } from '../../../preload/contract/questionKey'
import { identifier, joinSql, sql, type Statement } from '../../archive/sql'
import { SpanScope } from '../../traceql/SpanScope'
import type { ArchiveReader } from '../ArchiveReader'
import { fieldOf } from '../fieldOf'
import { KeptTables, type KeptTable } from '../KeptTables'
import { groupColumns, type MatchedSpans, type Matches } from '../Matches'
import { phaseProgress } from '../phaseProgress'
import { spanCondition } from '../spanCondition'
import { commonBins, durationBinOf } from './durationBins'
import { groupKey } from './groupKey'
import { readSpanGroups, summaryOf } from './readSpanGroups'

interface Grouping extends KeptTable {
  fieldCount: number
}

/** Spans grouped by fields: reckoned up once, then sorted as is asked. */
export class SpanGroupings {
  readonly #tables = new KeptTables<Grouping>()
  readonly #matches: Matches

  constructor(matches: Matches) {
    this.#matches = matches
  }

  /** The first groups in an order. Fails with `query_wrong`, also where a field is none. */
  ask(
    reader: ArchiveReader,
    { filter, by, sort }: { filter: TraceFilter; by: readonly string[]; sort: ListSort },
    signal: AbortSignal,
    onProgress?: (progress: QueryProgress) => void,
  ): Promise<SpanGroups> {
    const startedAt = performance.now()
    const make = (shared: AbortSignal, report: (progress: QueryProgress) => void) =>
      this.#matches.use(reader, filter, { signal: shared, onProgress: report }, (matched) =>
        keepGroups(reader, matched, { filter, by }, shared, phaseProgress('grouping', startedAt, report)),
      )
    const key = questionKey([filter, by])
    return this.#tables.use(reader, { key, signal, onProgress }, make, async ({ name, fieldCount }) => {
      const { extent, ...summary } = await summaryOf(reader, name, signal)
      const bins = commonBins(extent)
      const rows = await readSpanGroups(reader, { name, fieldCount, order: order(sort, fieldCount), bins }, signal)
      return { ...summary, lengthNs: lengthOf(filter, summary.lengthNs), rows, bins }
    })
  }
}

async function keepGroups(
  reader: ArchiveReader,
  matched: MatchedSpans,
  { filter, by }: { filter: TraceFilter; by: readonly string[] },
  signal: AbortSignal,
  onShare: (share: number | null) => void,
): Promise<Grouping> {
  const scope = new SpanScope()
  const keys = by.map((field, index) => groupKey(fieldOf(field), scope, index + 1))
  const columns = keys.flatMap((key) => key.columns)
  const list = (pieces: Statement[]) => joinSql(pieces, ', ')
  const names = list(columns.map(({ name }) => name))
  const named = groupColumns(by.length).map((group, index) => sql`${keys[index]?.value ?? group} AS ${group}`)
  const statement = sql`
    SELECT * EXCLUDE (${names}), ${list(named)} FROM (
      SELECT ${names}, count(*) AS span_count, count(*) FILTER (failed) AS error_count,
        quantile_disc(duration_ns, [0.5, 0.95, 0.99]) AS quantiles, max(duration_ns) AS max_ns,
        coalesce(sum(duration_ns), 0) AS total_ns, coalesce(sum(self_ns), 0) AS self_ns,
        coalesce(sum(critical_ns), 0) AS critical_ns, min(start_time) AS first_start, max(start_time) AS last_start,
        histogram(${durationBinOf(sql`greatest(duration_ns, 1)`)}) FILTER (duration_ns IS NOT NULL) AS durations
      FROM (SELECT ${list(columns.map(({ name, value }) => sql`${value} AS ${name}`))}, s.status = 'error' AS failed,
          s.duration_ns, s.start_time, nullif(s.tree.self_time_ns, -1) AS self_ns, s.tree.critical_path_ns AS critical_ns
        FROM ${matched.from(scope, spanCondition(filter, matched.rows))})
      GROUP BY ${names})`
  const name = await reader.keep(statement, signal, onShare)
  const { total } = await summaryOf(reader, name, signal)
  return { name, rowCount: total, fieldCount: by.length }
}

function order({ column, descending }: ListSort, fieldCount: number): Statement {
  const direction = descending ? sql`DESC` : sql`ASC`
  const groups = groupColumns(fieldCount)
  const keys = sortKeys(column, groups).map((key) => sql`${key} ${direction} NULLS LAST`)
  return joinSql([...keys, ...groups], ', ')
}

function sortKeys(column: string, groups: Statement[]): Statement[] {
  const known = SPAN_GROUP_SORTS.find((name) => name === column)
  if (known) return [COLUMNS[known]]
  const value = groups[Number(/^group(\d)$/.exec(column)?.[1]) - 1]
  if (value) return [sql`CASE WHEN starts_with(${value}, 'n:') THEN TRY_CAST(${value}[3:] AS DOUBLE) END`, value]
  throw new Failed({ code: 'query_wrong', message: `groups have no column ${column}`, from: 0, to: 0 })
}

const COLUMNS: Record<SpanGroupSort, Statement> = {
  spanCount: identifier('span_count'),
  errorCount: identifier('error_count'),
  errorShare: sql`(error_count / span_count)`,
  p50Ns: sql`quantiles[1]`,
  p95Ns: sql`quantiles[2]`,
  p99Ns: sql`quantiles[3]`,
  maxNs: identifier('max_ns'),
  totalNs: identifier('total_ns'),
  selfNs: identifier('self_ns'),
  criticalNs: identifier('critical_ns'),
}

function lengthOf({ from, to }: TraceFilter, seen: number | null): number | null {
  return from !== null && to !== null ? Number(to - from) : seen
}
