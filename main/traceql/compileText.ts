import { Failed } from '../../preload/contract/failure'
import { parseTraceQL } from '../../preload/contract/traceql/parseTraceQL'
import { compileQuery, type CompiledQuery } from './compileQuery'
import { ALL_TRACES, type SpanTables } from './SpanTables'

/** Compiles the text of a query, on all traces or one. Fails with `query_wrong`. */
export function compileText(text: string, tables: SpanTables = ALL_TRACES): CompiledQuery {
  const { query, problems } = parseTraceQL(text)
  if (query === null) {
    const { message, from, to } = problems[0] ?? { message: 'it is no query', from: 0, to: text.length }
    throw new Failed({ code: 'query_wrong', message, from, to })
  }
  return compileQuery(query, tables)
}
