import type { GroupSummary, SpanSummary } from '../../../../preload/contract/matches'
import type { TraceSummary } from '../../../../preload/contract/trace'
import { perSession } from '../../../state/perSession'
import type { Session } from '../../../state/session.svelte'
import { AnswerList } from './answerList.svelte'

/** The lists of a session, one for each kind of answer. */
export interface AnswerLists {
  traces: AnswerList<TraceSummary>
  spans: AnswerList<SpanSummary>
  groups: AnswerList<GroupSummary>
}

export const answerListsOf = perSession(listsOf)

function listsOf(session: Session): AnswerLists {
  return {
    traces: new AnswerList({
      page: (part, options) => session.ask('traces.page', part, options),
      idOf: ({ traceId }) => traceId,
      async position({ filter, sort }, traceId) {
        const { value } = await session.ask('traces.position', { filter, sort, traceId })
        return value ?? -1
      },
    }),
    spans: new AnswerList({
      page: (part, options) => session.ask('spans.page', part, options),
      idOf: ({ spanRow }) => String(spanRow),
      async position({ filter, sort }, spanRow) {
        const { value } = await session.ask('spans.position', { filter, sort, spanRow: Number(spanRow) })
        return value ?? -1
      },
    }),
    groups: new AnswerList({
      page: ({ filter, sort, first, count }, options) =>
        session.ask('groups.page', { filter, sort, first, count }, options),
      idOf: ({ values }) => JSON.stringify(values),
      // Another order is looked at from its top.
      position: () => Promise.resolve(-1),
    }),
  }
}
