import { Failed } from '../../preload/contract/failure'
import { parseTraceQL } from '../../preload/contract/traceql/parseTraceQL'
import type { QueryProblem } from '../../preload/contract/traceql/QueryProblem'
import { isPlainWords, readWords } from '../../preload/contract/traceql/readWords'
import { compileQuery, type CompiledQuery } from './compileQuery'
import { compileWords } from './compileWords'
import { ALL_TRACES, type SpanTables } from './SpanTables'

/** Compiles the text of a query, TraceQL or plain words, on all traces or one. Fails with `query_wrong`. */
export function compileText(text: string, tables: SpanTables = ALL_TRACES): CompiledQuery {
  if (isPlainWords(text)) {
    const { words, problems } = readWords(text)
    if (words === null) throw wrong(problems, text)
    return compileWords(words, tables)
  }
  const { query, problems } = parseTraceQL(text)
  if (query === null) throw wrong(problems, text)
  return compileQuery(query, tables)
}

function wrong([first]: QueryProblem[], text: string): Failed {
  const { message, from, to } = first ?? { message: 'it is no query', from: 0, to: text.length }
  return new Failed({ code: 'query_wrong', message, from, to })
}
