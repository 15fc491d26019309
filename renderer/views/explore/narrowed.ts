import { addToFilter } from '../traces/query/editQuery'
import { readQueryParts } from '../traces/query/readQueryParts'

/**
 * The query for those of its spans that also meet all these conditions, each of which holds no `||` outside parentheses.
 * Words without braces cannot be narrowed: the conditions take their place.
 */
export function narrowed(query: string, conditions: readonly string[]): string {
  const parts = readQueryParts(query)
  const alone = `{ ${conditions.join(' && ')} }`
  if (parts === null || query.trim() === '') return alone
  const [only, ...more] = parts.conjuncts
  if (!only?.filter || more.length > 0 || parts.stages.length > 0) return `${query.trim()} | ${alone}`
  const said = new Set(only.filter.conditions.map(({ text }) => text))
  const missing = conditions.filter((condition) => !said.has(condition))
  return missing.length === 0 ? query : addToFilter(query, only.filter, missing.join(' && '))
}
