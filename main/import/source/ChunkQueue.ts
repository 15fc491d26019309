/** Chunks of bytes, in order, whose beginning can be looked at before it is taken. */
export class ChunkQueue {
  private readonly chunks: AsyncIterator<Uint8Array>
  private waiting: Uint8Array[] = []

  constructor(chunks: AsyncIterator<Uint8Array>) {
    this.chunks = chunks
  }

  /** The next chunk, never empty; null behind the last. */
  async next(): Promise<Uint8Array | null> {
    const first = this.waiting.shift()
    if (first !== undefined) return first
    for (;;) {
      const { done, value } = await this.chunks.next()
      if (done === true) return null
      if (value.length > 0) return value
    }
  }

  /** The next chunk, or as much of it as `most` allows; null behind the last. */
  async nextPiece(most: number): Promise<Uint8Array | null> {
    const chunk = await this.next()
    if (chunk === null || chunk.length <= most) return chunk
    this.waiting.unshift(chunk.subarray(most))
    return chunk.subarray(0, most)
  }

  /** The first `count` bytes, fewer if there are no more. They stay. */
  async peek(count: number): Promise<Uint8Array> {
    const taken: Uint8Array[] = []
    let length = 0
    while (length < count) {
      const chunk = await this.next()
      if (chunk === null) break
      taken.push(chunk)
      length += chunk.length
    }
    const head = taken.length === 1 && taken[0] !== undefined ? taken[0] : Buffer.concat(taken)
    this.putBack(head)
    return head.subarray(0, count)
  }

  /** Takes the first `count` bytes, fewer if there are no more. */
  async take(count: number): Promise<Uint8Array> {
    const taken: Uint8Array[] = []
    let left = count
    while (left > 0) {
      const piece = await this.nextPiece(left)
      if (piece === null) break
      taken.push(piece)
      left -= piece.length
    }
    return taken.length === 1 && taken[0] !== undefined ? taken[0] : Buffer.concat(taken)
  }

  /** Drops the first `count` bytes; answers how many there were of them. */
  async skip(count: number): Promise<number> {
    let left = count
    while (left > 0) {
      const piece = await this.nextPiece(left)
      if (piece === null) break
      left -= piece.length
    }
    return count - left
  }

  /** Drops the zeros at the beginning. */
  async skipZeros(): Promise<void> {
    for (let chunk = await this.next(); chunk !== null; chunk = await this.next()) {
      const start = chunk.findIndex((byte) => byte !== 0)
      if (start < 0) continue
      this.putBack(chunk.subarray(start))
      return
    }
  }

  /** Puts bytes before the others. */
  putBack(bytes: Uint8Array): void {
    if (bytes.length > 0) this.waiting.unshift(bytes)
  }

  async close(): Promise<void> {
    this.waiting = []
    await this.chunks.return?.()
  }
}
