const MOST_BYTES = 32 << 20

/** Values made from bytes, made once for the same bytes: resources, which thousands of lines repeat. */
export class ByteInterner<Value> {
  private values = new Map<string, Value>()
  private held = 0
  private lastBytes: Buffer = Buffer.alloc(0)
  private lastValue: Value | undefined

  get(bytes: Buffer, start: number, end: number, make: () => Value): Value {
    const last = this.lastBytes
    if (this.lastValue !== undefined && last.compare(bytes, start, end) === 0) return this.lastValue
    const text = bytes.toString('latin1', start, end)
    let value = this.values.get(text)
    if (value === undefined) {
      value = make()
      if (this.held > MOST_BYTES) {
        this.values.clear()
        this.held = 0
      }
      this.values.set(text, value)
      this.held += 2 * text.length + 500
    }
    this.lastBytes = Buffer.from(bytes.subarray(start, end))
    this.lastValue = value
    return value
  }
}
