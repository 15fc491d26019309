/**
 * What many rows share and what may be read only after them: a resource, a scope. Rows name the
 * `Deferred`; its content counts when the batch is handed over. Without content there is none.
 */
export class Deferred<Content extends object> {
  content: Content | null
  /** Where the batch of this number lists it. */
  batch = -1
  row = 0

  constructor(content: Content | null = null) {
    this.content = content
  }
}

/** The rows of one batch that refer to `Deferred` contents, with each content listed once. */
export class DeferredList<Content extends object> {
  private batch = 0
  private listed: Deferred<Content>[] = []

  /** The number by which a row of the present batch refers to it. */
  rowOf(deferred: Deferred<Content>): number {
    if (deferred.batch !== this.batch) {
      deferred.batch = this.batch
      deferred.row = this.listed.push(deferred) - 1
    }
    return deferred.row
  }

  /** The distinct contents in use, and for each number given out by `rowOf` the place among them, −1 for none. */
  resolve(): { contents: Content[]; places: Int32Array } {
    const contents: Content[] = []
    const placeOf = new Map<Content, number>()
    const places = new Int32Array(this.listed.length)
    for (const [row, { content }] of this.listed.entries()) {
      let place = content === null ? -1 : placeOf.get(content)
      if (place === undefined && content !== null) {
        place = contents.push(content) - 1
        placeOf.set(content, place)
      }
      places[row] = place ?? -1
    }
    return { contents, places }
  }

  /** Goes on to the next batch. */
  clear(): void {
    this.batch++
    this.listed = []
  }
}
