import type { TraceFilter } from '../../preload/contract/explorer'
import { questionKey } from '../../preload/contract/questionKey'
import { readSelection } from '../archive/keptSelection'
import { identifier, sql, type Statement } from '../archive/sql'
import type { SpanScope } from '../traceql/SpanScope'
import type { ArchiveReader } from './ArchiveReader'
import { countRows } from './countRows'
import { KeptTables, type Asker, type KeptTable } from './KeptTables'
import { matchedSpans } from './matchedSpans'
import { phaseProgress } from './phaseProgress'

/** The spans that match a query, to be asked about in further statements. */
export interface MatchedSpans {
  /** A table of `trace_key`, `span_row`, `start_time`, `duration_ns`, `failed` and `group_1`, `group_2` … */
  rows: Statement
  groupCount: number
  /** The matched spans as `s` of `store.span_rows`, with what `scope` needs; `where` is about the columns of `rows`. */
  from(scope: SpanScope, where: Statement): Statement
}

/** Without a query. */
const ALL: MatchedSpans = {
  rows: sql`(${matchedSpans('', undefined).statement})`,
  groupCount: 0,
  from: (scope, where) => sql`(SELECT * FROM (
    SELECT *, tree.trace_key AS trace_key, status = 'error' AS failed FROM store.span_rows) WHERE ${where}) s ${scope.joins}`,
}

/** What of a filter says which spans match; its bounds say which of these, or of their traces, are shown. */
type Asked = Pick<TraceFilter, 'query' | 'selection'>

/** Whether not all spans match. */
export function isAsked({ query, selection }: Asked): boolean {
  return query.trim() !== '' || selection !== null
}

/** What queries match: each is run once, whatever is then asked about its answer. */
export class Matches {
  readonly #tables = new KeptTables<KeptTable & { groupCount: number }>()

  /** Fails with `query_wrong` and `selection_gone`. */
  async use<Value>(
    reader: ArchiveReader,
    asked: Asked,
    { signal, onProgress }: Asker,
    use: (matched: MatchedSpans) => Promise<Value>,
  ): Promise<Value> {
    if (!isAsked(asked)) return use(ALL)
    const { query, selection } = asked
    const startedAt = performance.now()
    return this.#tables.use(
      reader,
      { key: questionKey([query.trim(), selection]), signal, onProgress },
      async (shared, report) => {
        const chosen = selection === null ? undefined : await readSelection(reader.path, selection)
        const { statement, groupCount } = matchedSpans(query, chosen?.spans)
        const name = await reader.keep(statement, shared, phaseProgress('matching', startedAt, report))
        return { name, groupCount, rowCount: await countRows(reader, name, shared) }
      },
      ({ name, groupCount }) => use(keptIn(name, groupCount)),
    )
  }
}

function keptIn(table: Statement, groupCount: number): MatchedSpans {
  return {
    rows: table,
    groupCount,
    from: (scope, where) =>
      sql`(SELECT span_row FROM ${table} WHERE ${where}) m JOIN store.span_rows s ON s.span_row = m.span_row ${scope.joins}`,
  }
}

/** The columns of `rows` that tell groups apart. */
export function groupColumns(groupCount: number): Statement[] {
  return Array.from({ length: groupCount }, (_, index) => identifier(`group_${index + 1}`))
}
