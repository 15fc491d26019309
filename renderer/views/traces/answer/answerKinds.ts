import type { AnswerKind } from '../../../../preload/contract/matches'
import type { AnswerQuery } from '../../../query/answer/answerQuery'

/** As what a query can be answered. */
export function answerKinds({ groups }: AnswerQuery): { value: AnswerKind; label: string; title: string }[] {
  return [
    { value: 'traces', label: 'Traces', title: 'Traces that match' },
    { value: 'spans', label: 'Spans', title: 'Spans that match' },
    ...(groups.length > 0
      ? [{ value: 'groups' as const, label: 'Groups', title: 'Groups of spans, as by() makes them' }]
      : []),
  ]
}

/** The parameters of the address that show another kind of answer, in its own order. */
export function kindInAddress(kind: AnswerKind): Record<'show' | 'sort' | 'order', string> {
  return { show: kind === 'traces' ? '' : kind, sort: '', order: '' }
}
