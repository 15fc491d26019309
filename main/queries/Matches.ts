import { identifier, sql, type Statement } from '../archive/sql'
import { compileText } from '../traceql/compileText'
import type { SpanScope } from '../traceql/SpanScope'
import type { ArchiveReader } from './ArchiveReader'
import { countRows } from './countRows'
import { KeptTables, type Asker, type KeptTable } from './KeptTables'
import { phaseProgress } from './phaseProgress'

/** The spans that match a query, to be asked about in further statements. */
export interface MatchedSpans {
  /** A table of `trace_key`, `span_row`, `start_time`, `duration_ns`, `failed` and `group_1`, `group_2` … */
  rows: Statement
  groupCount: number
  /** The matched spans as `s` of `store.span_rows`, with what `scope` needs; `where` is about the columns of `rows`. */
  from(scope: SpanScope, where: Statement): Statement
}

const COLUMNS = sql`s.start_time, s.duration_ns, s.status = 'error' AS failed`

/** Without a query. */
const ALL: MatchedSpans = {
  rows: sql`(SELECT s.tree.trace_key AS trace_key, s.span_row, ${COLUMNS} FROM store.span_rows s)`,
  groupCount: 0,
  from: (scope, where) => sql`(SELECT * FROM (
    SELECT *, tree.trace_key AS trace_key, status = 'error' AS failed FROM store.span_rows) WHERE ${where}) s ${scope.joins}`,
}

/** What queries match: each is run once, whatever is then asked about its answer. */
export class Matches {
  readonly #tables = new KeptTables<KeptTable & { groupCount: number }>()

  /** Fails with `query_wrong`. */
  async use<Value>(
    reader: ArchiveReader,
    query: string,
    { signal, onProgress }: Asker,
    use: (matched: MatchedSpans) => Promise<Value>,
  ): Promise<Value> {
    const text = query.trim()
    if (text === '') return use(ALL)
    const startedAt = performance.now()
    return this.#tables.use(
      reader,
      { key: text, signal, onProgress },
      async (shared, report) => {
        const { spansWith, groupCount } = compileText(text)
        const name = await reader.keep(spansWith(COLUMNS), shared, phaseProgress('matching', startedAt, report))
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
