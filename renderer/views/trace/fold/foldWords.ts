import { countOf, formatCount } from '../../../../preload/contract/formatCount'
import { formatDuration } from '../../../../preload/contract/formatDuration'
import type { FoldMeasure } from './foldMeasure'

/** What stands beside the bar of a folded row, where other rows have their duration. */
export function foldLabel({ count, total, p50 }: FoldMeasure): string {
  return Number.isNaN(total) ? `×${formatCount(count)}` : `total ${formatDuration(total)}, p50 ${formatDuration(p50)}`
}

export const N_PLUS_ONE = 'One call after another to the same operation: one call for all would save the waiting (N+1).'

/** A folded row in words. */
export function foldWords(measure: FoldMeasure): string {
  const { count, below, total, p50, longest, errors, nPlusOne } = measure
  return [
    `${countOf(count, 'span')} folded into one row`,
    below > 0 ? `${formatCount(below)} below` : '',
    Number.isNaN(total) ? '' : `total ${formatDuration(total)}, p50 ${formatDuration(p50)}`,
    Number.isNaN(longest) ? '' : `longest ${formatDuration(longest)}`,
    errors > 0 ? `${countOf(errors, 'error')} inside` : '',
    nPlusOne ? 'N+1' : '',
  ]
    .filter((part) => part !== '')
    .join(', ')
}
