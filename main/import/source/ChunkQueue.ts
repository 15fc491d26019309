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
    this.waiting = head.length > 0 ? [head, ...this.waiting] : this.waiting
    return head.subarray(0, count)
  }

  /** Drops the first `count` bytes. */
  async skip(count: number): Promise<void> {
    let left = count
    while (left > 0) {
      const chunk = await this.next()
      if (chunk === null) return
      if (chunk.length > left) this.waiting.unshift(chunk.subarray(left))
      left -= chunk.length
    }
  }

  async close(): Promise<void> {
    await this.chunks.return?.()
  }
}
