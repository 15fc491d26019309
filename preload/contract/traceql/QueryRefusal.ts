import type { Place } from './ast'

/** Ends the reading of a query at its first problem; parseTraceQL makes a QueryProblem of it. */
export class QueryRefusal extends Error {
  readonly place: Place

  constructor({ from, to }: Place, message: string) {
    super(message)
    this.place = { from, to }
  }
}
