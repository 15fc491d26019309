const encoder = new TextEncoder()

/** Finds the number of a known name from its bytes. A field may have several names. */
export class FieldNames {
  private readonly names: Uint8Array[] = []
  private readonly numbers: number[] = []
  private readonly slots: Int16Array
  private readonly mask: number
  /** Each name with the quote and colon behind it, at `wrapped[starts[n]]`. */
  private readonly starts: number[] = []
  private readonly wrapped: DataView
  /** For name n at n + 1, for the beginning of an object at 0: the name that came next last time, −1 for none. */
  private readonly next: Int16Array
  private previous = 0
  expectedNumber = -1

  /** Field n is known by `fields[n]`. */
  constructor(fields: readonly (string | readonly string[])[]) {
    for (const [number, names] of fields.entries()) {
      for (const name of typeof names === 'string' ? [names] : names) {
        this.names.push(encoder.encode(name))
        this.numbers.push(number)
      }
    }
    this.next = new Int16Array(this.names.length + 1).fill(-1)
    const wrapped: number[] = []
    for (const name of this.names) {
      this.starts.push(wrapped.length)
      wrapped.push(...name, 0x22, 0x3a)
    }
    this.wrapped = new DataView(new Uint8Array(wrapped).buffer)
    let size = 16
    while (size < this.names.length * 4) size *= 2
    this.slots = new Int16Array(size).fill(-1)
    this.mask = size - 1
    for (const [index, name] of this.names.entries()) {
      let slot = this.slotOf(name, 0, name.length)
      while ((this.slots[slot] ?? -1) >= 0) slot = (slot + 1) & this.mask
      this.slots[slot] = index
    }
  }

  /** An object begins, in which the names come in the order of the one before, as a rule. */
  beginObject(): void {
    this.previous = 0
  }

  /**
   * Where the expected name, its quote and a colon lie at `start`: how many bytes that is; `expectedNumber` is its
   * field. Else 0.
   */
  expect(view: DataView, start: number, end: number): number {
    const index = this.next[this.previous] ?? -1
    if (index < 0) return 0
    const length = (this.names[index]?.length ?? 0) + 2
    if (length < 4 || start + length > end) return 0
    const from = this.starts[index] ?? 0
    const { wrapped } = this
    for (let at = 0; at + 4 < length; at += 4) {
      if (wrapped.getUint32(from + at, true) !== view.getUint32(start + at, true)) return 0
    }
    if (wrapped.getUint32(from + length - 4, true) !== view.getUint32(start + length - 4, true)) return 0
    this.previous = index + 1
    this.expectedNumber = this.numbers[index] ?? -1
    return length
  }

  /** As `find`; the name counts as the next of the object. */
  findNext(bytes: Uint8Array, start: number, end: number): number {
    const index = this.indexOf(bytes, start, end)
    if (index < 0) return -1
    this.next[this.previous] = index
    this.previous = index + 1
    return this.numbers[index] ?? -1
  }

  /** The number of the field that bytes [start, end) name, or −1. */
  find(bytes: Uint8Array, start: number, end: number): number {
    const index = this.indexOf(bytes, start, end)
    return index < 0 ? -1 : (this.numbers[index] ?? -1)
  }

  private indexOf(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start
    let slot = this.slotOf(bytes, start, end)
    for (;;) {
      const index = this.slots[slot] ?? -1
      if (index < 0) return -1
      const name = this.names[index]
      if (name !== undefined && name.length === length) {
        let at = 0
        while (at < length && name[at] === bytes[start + at]) at++
        if (at === length) return index
      }
      slot = (slot + 1) & this.mask
    }
  }

  private slotOf(bytes: Uint8Array, start: number, end: number): number {
    if (start === end) return 0
    return ((bytes[start] ?? 0) + (bytes[end - 1] ?? 0) * 5 + (end - start) * 11) & this.mask
  }
}
