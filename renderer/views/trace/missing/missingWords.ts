import { countOf } from '../../../../preload/contract/formatCount'
import { formatDuration } from '../../../../preload/contract/formatDuration'
import type { TimeRange } from '../timeRange'

/** An id of which the first digits do to tell it apart. */
export function shortId(spanId: string): string {
  const significant = spanId.replace(/^0+/, '')
  return significant.length > 12 ? `${significant.slice(0, 12)}…` : significant
}

export const MISSING_EXPLANATION =
  'The parent is not in this archive: it was not exported, was sampled away, or comes from a system that sends its spans elsewhere. When it ran is not known; the dashed bar spans those that name it.'

/** The row of a missing parent in words. */
export function missingWords(childCount: number, { from, to }: TimeRange): string {
  const named = `${countOf(childCount, 'span')} ${childCount === 1 ? 'names' : 'name'} it`
  return Number.isNaN(from) ? named : `${named}, from ${formatDuration(from)} to ${formatDuration(to)}`
}
