type Column = Uint8Array | Uint32Array | Int32Array | Float64Array | BigInt64Array

/**
 * Copies of columns within one buffer, which goes from thread to thread as one thing: a buffer for each column would keep
 * the garbage collector busy.
 */
export class ColumnCopies {
  readonly buffer: ArrayBuffer
  private used = 0

  /** What does not fit into `buffer`, whatever that holds, gets a buffer of its own. */
  constructor(buffer: ArrayBuffer) {
    this.buffer = buffer
  }

  bytes(source: Uint8Array, count: number, padding = 0): Uint8Array {
    const copy = this.place(count + padding, (buffer, at) => new Uint8Array(buffer, at, count + padding), 1)
    copy.set(source.subarray(0, count))
    copy.fill(0, count)
    return copy
  }

  unsigned(source: Uint32Array, count: number): Uint32Array {
    const copy = this.newUnsigned(count)
    copy.set(source.subarray(0, count))
    return copy
  }

  signed(source: Int32Array, count: number): Int32Array {
    const copy = this.newSigned(count)
    copy.set(source.subarray(0, count))
    return copy
  }

  floats(source: Float64Array, count: number): Float64Array {
    const copy = this.place(count * 8, (buffer, at) => new Float64Array(buffer, at, count), 8)
    copy.set(source.subarray(0, count))
    return copy
  }

  times(source: BigInt64Array, count: number): BigInt64Array {
    const copy = this.place(count * 8, (buffer, at) => new BigInt64Array(buffer, at, count), 8)
    copy.set(source.subarray(0, count))
    return copy
  }

  /** Its content is undefined. */
  newUnsigned(count: number): Uint32Array {
    return this.place(count * 4, (buffer, at) => new Uint32Array(buffer, at, count), 4)
  }

  /** Its content is undefined. */
  newSigned(count: number): Int32Array {
    return this.place(count * 4, (buffer, at) => new Int32Array(buffer, at, count), 4)
  }

  private place<Placed extends Column>(
    bytes: number,
    make: (buffer: ArrayBuffer, at: number) => Placed,
    width: number,
  ): Placed {
    const at = Math.ceil(this.used / width) * width
    if (at + bytes > this.buffer.byteLength) return make(new ArrayBuffer(bytes), 0)
    this.used = at + bytes
    return make(this.buffer, at)
  }
}
