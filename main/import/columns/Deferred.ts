/**
 * What many rows share and what may be read only after them: a resource, a scope. Rows name the
 * `Deferred`; its content may be set at any time, also when its rows have long been handed on.
 */
export class Deferred<Content extends object> {
  content: Content | null
  /** By which rows refer to it, once some do; see `DeferredList`. */
  reference = -1

  constructor(content: Content | null = null) {
    this.content = content
  }
}

/** Contents that became known, and which references they belong to. */
export interface Settled<Content> {
  /** References and for each the number of its content. */
  reference: Uint32Array
  contentOf: Uint32Array
  /** Contents told for the first time, and their numbers. */
  contents: Content[]
  numbers: Uint32Array
}

/** Numbers `Deferred`s as rows refer to them, and tells their contents as soon as they are known. */
export class DeferredList<Content extends object> {
  private readonly nextReference: () => number
  private open: Deferred<Content>[] = []
  private numberOf = new WeakMap<Content, number>()

  /** `nextReference` numbers references and contents; no number may come twice within one import. */
  constructor(nextReference: () => number) {
    this.nextReference = nextReference
  }

  referenceOf(deferred: Deferred<Content>): number {
    if (deferred.reference < 0) {
      deferred.reference = this.nextReference()
      this.open.push(deferred)
    }
    return deferred.reference
  }

  /** Rows refer to something whose content has not been told. */
  get hasOpen(): boolean {
    return this.open.length > 0
  }

  /** What is known now and has not been told; with `absent` also those that stay unknown, with that content. */
  settle(absent: Content | null): Settled<Content> {
    const references: number[] = []
    const contentsOf: number[] = []
    const contents: Content[] = []
    const numbers: number[] = []
    const open: Deferred<Content>[] = []
    for (const deferred of this.open) {
      const content = deferred.content ?? absent
      if (content === null) {
        open.push(deferred)
        continue
      }
      let number = this.numberOf.get(content)
      if (number === undefined) {
        number = this.nextReference()
        this.numberOf.set(content, number)
        contents.push(content)
        numbers.push(number)
      }
      references.push(deferred.reference)
      contentsOf.push(number)
    }
    this.open = open
    // What comes next may be kept where this is given up.
    if (absent !== null) this.numberOf = new WeakMap()
    return {
      reference: Uint32Array.from(references),
      contentOf: Uint32Array.from(contentsOf),
      contents,
      numbers: Uint32Array.from(numbers),
    }
  }
}
