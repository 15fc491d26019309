type Growable =
  | Uint8Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>
  | BigInt64Array<ArrayBuffer>

/** A copy of `array` with room for `capacity` elements. */
export function growArray<A extends Growable>(array: A, capacity: number): A
export function growArray(array: Growable, capacity: number): Growable {
  const bytes = new Uint8Array(capacity * array.BYTES_PER_ELEMENT)
  bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength))
  if (array instanceof Uint8Array) return bytes
  if (array instanceof Uint32Array) return new Uint32Array(bytes.buffer)
  if (array instanceof Int32Array) return new Int32Array(bytes.buffer)
  if (array instanceof Float64Array) return new Float64Array(bytes.buffer)
  return new BigInt64Array(bytes.buffer)
}
