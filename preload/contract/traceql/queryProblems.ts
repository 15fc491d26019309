import { parseTraceQL } from './parseTraceQL'
import type { QueryProblem } from './QueryProblem'
import { isPlainWords, readWords } from './readWords'

/** What is wrong with a query, be it TraceQL or plain words. An empty one is right. */
export function queryProblems(text: string): QueryProblem[] {
  if (text.trim() === '') return []
  return isPlainWords(text) ? readWords(text).problems : parseTraceQL(text).problems
}
