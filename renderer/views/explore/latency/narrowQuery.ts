import type { Nanoseconds } from '../../../../preload/contract/time'
import { parseTraceQL } from '../../../../preload/contract/traceql/parseTraceQL'
import { isPlainWords } from '../../../../preload/contract/traceql/readWords'
import { exactText } from '../../traces/query/durationText'
import { addToFilter } from '../../traces/query/editQuery'
import { readQueryParts } from '../../traces/query/readQueryParts'

/**
 * A query that asks for those of its spans, or traces, which last from `least` to below `most`. Null where it cannot say
 * so: words are no condition on one span.
 */
export function narrowQuery(
  query: string,
  over: 'spans' | 'traces',
  { least, most }: { least: Nanoseconds | null; most: Nanoseconds | null },
): string | null {
  const field = over === 'spans' ? 'duration' : 'trace:duration'
  const bounds = [
    ...(least === null ? [] : [`${field} >= ${exactText(Number(least))}`]),
    ...(most === null ? [] : [`${field} < ${exactText(Number(most))}`]),
  ]
  const condition = bounds.join(' && ')
  if (condition === '') return query
  if (query.trim() === '') return `{ ${condition} }`
  if (isPlainWords(query)) return null
  const parts = readQueryParts(query)
  const [only, ...more] = parts?.conjuncts ?? []
  if (only?.filter && more.length === 0 && parts?.stages.length === 0) return addToFilter(query, only.filter, condition)
  const narrowed = `${query.trim()} | { ${condition} }`
  return parseTraceQL(narrowed).query === null ? null : narrowed
}
