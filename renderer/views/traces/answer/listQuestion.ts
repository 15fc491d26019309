import type { ListQuestion } from './answerList.svelte'
import type { AnswerQuery } from '../../../query/answer/answerQuery'

/** What is asked for the list of an answer. */
export function listQuestion({ filter, sort, columns }: AnswerQuery): ListQuestion {
  return { filter, sort, columns: columns.map(({ field }) => field) }
}
