import type { Place } from './ast'

/** Why a text is no query, in words for who wrote it, and where. At the end of the text the place is empty. */
export interface QueryProblem extends Place {
  message: string
}
