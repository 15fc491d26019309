import type { Place } from '../../preload/contract/traceql/ast'

/** A query which is right, but asks for something that is not compiled; `place` tells where. */
export class QueryUnsupported extends Error {
  readonly place: Place

  constructor(place: Place, message: string) {
    super(message)
    this.place = place
  }
}
