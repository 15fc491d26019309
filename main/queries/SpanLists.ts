import type { ListSort, TraceFilter } from '../../preload/contract/explorer'
import {
  SPAN_SORT_COLUMNS,
  type MatchTotals,
  type QueryProgress,
  type SpanSortColumn,
} from '../../preload/contract/matches'
import { joinSql, sql, type Statement } from '../archive/sql'
import { sortedField } from '../traceql/lookUp'
import { SpanScope } from '../traceql/SpanScope'
import type { ArchiveReader } from './ArchiveReader'
import { fieldOf } from './fieldOf'
import { Matches, type MatchedSpans } from './Matches'
import type { Asker } from './KeptTables'
import { phaseProgress } from './phaseProgress'
import { questionKey } from '../../preload/contract/questionKey'
import { readIntegers } from './readIntegers'
import { SharedAnswers } from './SharedAnswers'
import { spanCondition } from './spanCondition'
import { sumUp } from './sumUp'

/** The spans that match a filter, in their order: 4 bytes for each. */
export interface SpanList {
  spanRows: Int32Array
  longestNs: number
  totals: MatchTotals
}

/** Spans that are kept of lists in all, beside the one that was asked for last. */
const KEPT_SPANS = 12_000_000

/** The lists that were asked for last, each computed once however many ask for it. */
export class SpanLists {
  readonly #lists = new SharedAnswers<SpanList, QueryProgress>({
    capacity: KEPT_SPANS,
    weigh: ({ spanRows }) => spanRows.length,
  })

  readonly matches: Matches

  constructor(matches = new Matches()) {
    this.matches = matches
  }

  /** Fails with `query_wrong`. */
  listOf(reader: ArchiveReader, filter: TraceFilter, sort: ListSort, { signal, onProgress }: Asker): Promise<SpanList> {
    const compute = (shared: AbortSignal, report: (progress: QueryProgress) => void) => {
      const startedAt = performance.now()
      return this.matches.use(reader, filter, { signal: shared, onProgress: report }, async (matched) => {
        const onShare = phaseProgress('sorting', startedAt, report)
        const statement = sortedSpans(matched, spanCondition(filter, matched.rows), sort)
        const [spanRows, known] = await Promise.all([
          readIntegers(reader.chunks(statement, shared, onShare)),
          sumUp(reader, matched, filter, shared),
        ])
        return { spanRows, ...known }
      })
    }
    return this.#lists.ask(questionKey([filter, sort]), signal, compute, onProgress)
  }
}

function sortedSpans(matched: MatchedSpans, where: Statement, { column, descending }: ListSort): Statement {
  const direction = descending ? sql`DESC` : sql`ASC`
  if (column === 'startTime' || column === 'durationNs') {
    const key = column === 'startTime' ? sql`start_time` : sql`duration_ns`
    return sql`SELECT span_row FROM ${matched.rows} WHERE ${where}
      ORDER BY ${key} ${direction} NULLS LAST, trace_key, span_row`
  }
  const scope = new SpanScope()
  const known = SPAN_SORT_COLUMNS.find((name) => name === column)
  if (known) {
    const keys = SORT_COLUMNS[known](scope).map((key) => sql`${key} ${direction} NULLS LAST`)
    return sql`SELECT s.span_row FROM ${matched.from(scope, where)}
      ORDER BY ${joinSql(keys, ', ')}, s.tree.trace_key, s.span_row`
  }
  const { first, then } = sortedField(fieldOf(column), scope)
  const keys = ['number', 'text'].map((part) => sql`field[${part}] ${direction} NULLS LAST`)
  return sql`SELECT span_row FROM (
      SELECT b.span_row, b.trace_key, ${then} AS field FROM (
        SELECT s.span_row, s.tree.trace_key AS trace_key, ${first} FROM ${matched.from(scope, where)}) b)
    ORDER BY ${joinSql(keys, ', ')}, trace_key, span_row`
}

const SORT_COLUMNS: Record<SpanSortColumn, (scope: SpanScope) => Statement[]> = {
  startTime: () => [sql`s.start_time`],
  serviceName: (scope) => [scope.of('resource', sql`r.service_name`)],
  name: () => [sql`s.name`],
  kind: () => [sql`s.kind`],
  durationNs: () => [sql`s.duration_ns`],
  selfTimeNs: () => [sql`nullif(s.tree.self_time_ns, -1)`],
  status: () => [sql`s.status`],
  trace: (scope) => [scope.of('trace', sql`t.root_service_name`), scope.of('trace', sql`t.root_name`)],
}
