import { isPlainWords } from '../../../preload/contract/traceql/readWords'
import { addToFilter } from '../traces/query/editQuery'
import { readQueryParts } from '../traces/query/readQueryParts'

/**
 * The query for those of its spans that also meet a condition, which holds no `||` outside parentheses. Plain words, with
 * which TraceQL cannot be joined, give way to it.
 */
export function narrowQuery(query: string, condition: string): string {
  const alone = `{ ${condition} }`
  const parts = isPlainWords(query) ? null : readQueryParts(query)
  if (parts === null || query.trim() === '') return alone
  const [only, ...more] = parts.conjuncts
  if (only?.filter && more.length === 0 && parts.stages.length === 0) {
    return addToFilter(query, only.filter, condition)
  }
  return `${query.trim()} | ${alone}`
}

/** To be said where a query is plain words. */
export const WORDS_LOST = 'Plain words cannot be joined with a condition: they gave way to it.'
