import { Failed } from '../../preload/contract/failure'
import { parseTraceQL } from '../../preload/contract/traceql/parseTraceQL'
import { compileQuery, type CompiledQuery } from './compileQuery'

/** Compiles the text of a query. Fails with `query_wrong`. */
export function compileText(text: string): CompiledQuery {
  const { query, problems } = parseTraceQL(text)
  if (query === null) {
    const { message, from, to } = problems[0] ?? { message: 'it is no query', from: 0, to: text.length }
    throw new Failed({ code: 'query_wrong', message, from, to })
  }
  return compileQuery(query)
}
