import type { ParametersOf } from '../../../preload/contract/channel'
import type { QueryRequests, TraceFilter } from '../../../preload/contract/explorer'
import {
  MOST_LISTED_OPERATIONS,
  type OperationList,
  type OperationSortColumn,
} from '../../../preload/contract/explore/operations'
import { questionKey } from '../../../preload/contract/questionKey'
import { joinSql, sql, type Statement } from '../../archive/sql'
import { SpanScope } from '../../traceql/SpanScope'
import type { ArchiveReader } from '../ArchiveReader'
import { KeptTables, type Asker, type KeptTable } from '../KeptTables'
import type { Matches, MatchedSpans } from '../Matches'
import { phaseProgress } from '../phaseProgress'
import { cell, orNull, readRows } from '../readRows'
import { spanCondition } from '../spanCondition'

interface OperationTable extends KeptTable {
  facts: Omit<OperationList, 'found' | 'rows'>
}

/** Where the table of operations has what it is sorted by. */
const SORT_COLUMNS: Record<OperationSortColumn, Statement> = {
  serviceName: sql`service_name`,
  name: sql`name`,
  spanCount: sql`span_count`,
  errorCount: sql`error_count`,
  errorShare: sql`error_count / span_count`,
  p50Ns: sql`p50_ns`,
  p95Ns: sql`p95_ns`,
  p99Ns: sql`p99_ns`,
  maxNs: sql`max_ns`,
  selfTimeNs: sql`self_time_ns`,
  criticalPathNs: sql`critical_path_ns`,
  traceCount: sql`trace_count`,
}

/** Figures of the operations of matched spans: reckoned up once, then sorted and searched as they are asked for. */
export class Operations {
  readonly #tables = new KeptTables<OperationTable>()
  readonly #matches: Matches

  constructor(matches: Matches) {
    this.#matches = matches
  }

  /** Fails with `query_wrong`. */
  async list(
    reader: ArchiveReader,
    { filter, sort, words }: ParametersOf<QueryRequests['explore.operations']>,
    { signal, onProgress }: Asker,
  ): Promise<OperationList> {
    const startedAt = performance.now()
    return this.#tables.use(
      reader,
      { key: questionKey(filter), signal, onProgress },
      (shared, report) =>
        this.#matches.use(reader, filter, { signal: shared, onProgress: report }, (matched) =>
          keepOperations(reader, matched, filter, shared, phaseProgress('grouping', startedAt, report)),
        ),
      async ({ name, facts }) => {
        const having = hasWords(words)
        const direction = sort.descending ? sql`DESC` : sql`ASC`
        const statement = sql`
          SELECT service_name, name, span_count, error_count, trace_count, p50_ns, p95_ns, p99_ns, max_ns, self_time_ns,
            critical_path_ns, count(*) OVER ()
          FROM ${name} WHERE ${having}
          ORDER BY ${SORT_COLUMNS[sort.column]} ${direction} NULLS LAST, service_name, name
          LIMIT ${MOST_LISTED_OPERATIONS}::BIGINT`
        const rows = await readRows(reader.chunks(statement, signal), {
          serviceName: cell.text,
          name: cell.text,
          spanCount: cell.number,
          errorCount: cell.number,
          traceCount: cell.number,
          p50Ns: orNull(cell.number),
          p95Ns: orNull(cell.number),
          p99Ns: orNull(cell.number),
          maxNs: orNull(cell.number),
          selfTimeNs: orNull(cell.number),
          criticalPathNs: cell.number,
          found: cell.number,
        })
        const found = rows[0]?.found ?? 0
        return { ...facts, found, rows: rows.map(({ found: _, ...row }) => row) }
      },
    )
  }
}

/** Services are numbered: names are joined to what is grouped already. */
async function keepOperations(
  reader: ArchiveReader,
  matched: MatchedSpans,
  filter: TraceFilter,
  signal: AbortSignal,
  onShare: (share: number | null) => void,
): Promise<OperationTable> {
  const from = matched.from(new SpanScope(), spanCondition(filter, matched.rows))
  const statement = sql`
    WITH services AS (
      SELECT resource_key, service_name, dense_rank() OVER (ORDER BY service_name)::INTEGER AS service FROM store.resources)
    SELECT n.service_name, g.* EXCLUDE (service, quantiles),
      quantiles[1] AS p50_ns, quantiles[2] AS p95_ns, quantiles[3] AS p99_ns
    FROM (
      SELECT r.service, s.name, count(*) AS span_count, count(*) FILTER (s.status = 'error') AS error_count,
        count(DISTINCT s.tree.trace_key) AS trace_count,
        quantile_disc(s.duration_ns, [0.5, 0.95, 0.99]) AS quantiles, max(s.duration_ns) AS max_ns,
        sum(nullif(s.tree.self_time_ns, -1))::DOUBLE AS self_time_ns,
        sum(s.tree.critical_path_ns)::DOUBLE AS critical_path_ns,
        min(s.start_time) AS first_start, max(s.start_time) AS last_start
      FROM ${from} JOIN services r ON r.resource_key = s.tree.resource_key
      GROUP BY r.service, s.name) g
    JOIN (SELECT DISTINCT service, service_name FROM services) n ON n.service = g.service`
  const name = await reader.keep(statement, signal, onShare)
  const [row] = await readRows(reader.chunks(totalsOf(name), signal), {
    total: cell.number,
    spanCount: cell.number,
    selfTimeNs: cell.number,
    criticalPathNs: cell.number,
    first: orNull(cell.time),
    last: orNull(cell.time),
  })
  if (!row) throw new Error('an aggregate without groups has one row')
  const { first, last, ...facts } = row
  const [start, end] = [filter.from ?? first, filter.to ?? last]
  const lengthNs = first === null || start === null || end === null ? null : Number(end - start)
  return { name, rowCount: facts.total, facts: { ...facts, lengthNs } }
}

function totalsOf(name: Statement): Statement {
  return sql`SELECT count(*), coalesce(sum(span_count), 0), coalesce(sum(self_time_ns), 0),
    coalesce(sum(critical_path_ns), 0), min(first_start), max(last_start) FROM ${name}`
}

function hasWords(words: string): Statement {
  const wanted = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  const conditions = wanted.map((word) => sql`contains(lower(service_name || ' ' || name), ${word})`)
  return joinSql([sql`true`, ...conditions], ' AND ')
}
