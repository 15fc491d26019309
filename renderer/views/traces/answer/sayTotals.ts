import { countOf, formatCount } from '../../../../preload/contract/formatCount'
import type { AnswerKind, AnswerPage } from '../../../../preload/contract/matches'

/** How much there is of everything, the most important first. */
export function sayTotals(
  { totals, archiveTotal }: AnswerPage,
  { show, isFiltered }: { show: AnswerKind; isFiltered: boolean },
): { strong: string; rest: string } {
  const [spans, traces] = [countOf(totals.spans, 'span'), countOf(totals.traces, 'trace')]
  if (!isFiltered)
    return show === 'traces' ? { strong: traces, rest: `, ${spans}` } : { strong: spans, rest: ` in ${traces}` }
  const grouped = totals.groups === null ? '' : ` of ${countOf(totals.groups, 'group')}`
  return { strong: spans, rest: `${grouped} in ${formatCount(totals.traces)} of ${countOf(archiveTotal, 'trace')}` }
}
