import type { Nanoseconds } from '../../../../preload/contract/time'
import { parseTraceQL } from '../../../../preload/contract/traceql/parseTraceQL'
import { isPlainWords } from '../../../../preload/contract/traceql/readWords'
import { exactText } from '../../../query/edit/durationText'
import { narrowQuery } from '../narrowQuery'

/**
 * A query that asks for those of its spans, or traces, which last from `least` to below `most`. Null where it cannot say
 * so: words are no condition on one span.
 */
export function narrowToDurations(
  query: string,
  over: 'spans' | 'traces',
  { least, most }: { least: Nanoseconds | null; most: Nanoseconds | null },
): string | null {
  const field = over === 'spans' ? 'duration' : 'trace:duration'
  const bounds = [
    ...(least === null ? [] : [`${field} >= ${exactText(Number(least))}`]),
    ...(most === null ? [] : [`${field} < ${exactText(Number(most))}`]),
  ]
  if (bounds.length === 0) return query
  if (isPlainWords(query)) return null
  const narrowed = narrowQuery(query, ...bounds)
  return parseTraceQL(narrowed).query === null ? null : narrowed
}
