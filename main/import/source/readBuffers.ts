/**
 * Buffers that files are read into, used again by each thread: to make a new one for every chunk would have the garbage
 * collector run twenty times a second.
 */
const MOST_SPARE = 4
const spare: Buffer[] = []
/** Where the bytes end that were read into a buffer. */
const ends = new WeakMap<ArrayBufferLike, number>()

export function takeReadBuffer(byteCount: number): Buffer {
  const place = spare.findIndex(({ length }) => length === byteCount)
  const [known] = place < 0 ? [] : spare.splice(place, 1)
  return known ?? Buffer.allocUnsafeSlow(byteCount)
}

/** The first `byteCount` bytes of a buffer, which may come back once they are not needed any more. */
export function filledBuffer(buffer: Buffer, byteCount: number): Uint8Array {
  ends.set(buffer.buffer, byteCount)
  return buffer.subarray(0, byteCount)
}

/** Nobody looks at `chunk` any more, nor at what lies before it in its buffer. */
export function returnReadBuffer(chunk: Uint8Array): void {
  const end = ends.get(chunk.buffer)
  if (end === undefined || chunk.byteOffset + chunk.length !== end) return
  ends.delete(chunk.buffer)
  if (spare.length < MOST_SPARE) spare.push(Buffer.from(chunk.buffer))
}
