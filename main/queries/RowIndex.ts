/** Finds the row of a key among distinct integers: by a table where they lie close together, else by hashing. */
export class RowIndex {
  readonly #first: number
  readonly #table: Int32Array | null
  readonly #rows: Map<number, number> | null

  constructor(keys: Int32Array) {
    let first = Infinity
    let last = -Infinity
    for (const key of keys) {
      if (key < first) first = key
      if (key > last) last = key
    }
    this.#first = first
    const span = keys.length === 0 ? 0 : last - first + 1
    if (span > keys.length * 16) {
      this.#table = null
      this.#rows = new Map()
      for (let row = 0; row < keys.length; row++) this.#rows.set(keys[row] ?? -1, row)
    } else {
      this.#rows = null
      this.#table = new Int32Array(span).fill(-1)
      for (let row = 0; row < keys.length; row++) this.#table[(keys[row] ?? 0) - first] = row
    }
  }

  /** −1 for a key that is not there. */
  rowOf(key: number): number {
    return (this.#table ? this.#table[key - this.#first] : this.#rows?.get(key)) ?? -1
  }
}
