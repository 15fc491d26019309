import { isPlainWords } from '../../../preload/contract/traceql/readWords'
import { addToFilter } from '../../query/edit/editQuery'
import { readQueryParts } from '../../query/edit/readQueryParts'

/**
 * The query for those of its spans that also meet all these conditions, each of which holds no `||` outside parentheses; what
 * it says already is not said again. Plain words, with which TraceQL cannot be joined, give way to them.
 */
export function narrowQuery(query: string, ...conditions: string[]): string {
  const alone = `{ ${conditions.join(' && ')} }`
  const parts = isPlainWords(query) ? null : readQueryParts(query)
  if (parts === null || query.trim() === '') return alone
  const [only, ...more] = parts.conjuncts
  if (!only?.filter || more.length > 0 || parts.stages.length > 0) return `${query.trim()} | ${alone}`
  const said = new Set(only.filter.conditions.map(({ text }) => text))
  const missing = conditions.filter((condition) => !said.has(condition))
  return missing.length === 0 ? query : addToFilter(query, only.filter, missing.join(' && '))
}

/** To be said where a query is plain words. */
export const WORDS_LOST = 'Plain words cannot be joined with a condition: they gave way to it.'
