import { isInSpanSet, type SpanSet } from '../archive/SpanSet'
import { sql, type Statement } from '../archive/sql'
import { compileText } from '../traceql/compileText'

const COLUMNS = sql`s.start_time, s.duration_ns, s.status = 'error' AS failed`

/**
 * The spans that match a query, where there is one, and are among `chosen`, where that is given: `trace_key`, `span_row`,
 * `start_time`, `duration_ns`, `failed` and `group_1`, `group_2` … Fails with `query_wrong`.
 */
export function matchedSpans(query: string, chosen: SpanSet | undefined): { statement: Statement; groupCount: number } {
  const text = query.trim()
  if (text === '') {
    const spans = sql`SELECT s.tree.trace_key AS trace_key, s.span_row, ${COLUMNS} FROM store.span_rows s`
    const statement = chosen === undefined ? spans : sql`${spans} WHERE ${isInSpanSet(sql`s.span_row`, chosen)}`
    return { statement, groupCount: 0 }
  }
  const { spansWith, groupCount } = compileText(text)
  const spans = spansWith(COLUMNS)
  const statement =
    chosen === undefined ? spans : sql`SELECT * FROM (${spans}) WHERE ${isInSpanSet(sql`span_row`, chosen)}`
  return { statement, groupCount }
}
