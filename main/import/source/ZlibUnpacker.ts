import type { Transform } from 'node:stream'
import type { Unpacker } from './Unpacker'

const NOTHING = new Uint8Array(0)

/** Unpacks with a stream of `node:zlib`, off this thread. */
export class ZlibUnpacker implements Unpacker {
  ended = false
  rest: Uint8Array = NOTHING
  problem: string | null = null
  private readonly stream: Transform & { readonly bytesWritten: number }
  private unpacked: Uint8Array[] = []
  private wake = (): void => {}

  constructor(stream: Transform & { readonly bytesWritten: number }) {
    this.stream = stream
    stream.on('data', (chunk: Uint8Array) => this.unpacked.push(chunk))
    stream.on('error', (error: Error & { code?: string }) => {
      this.problem ??= error.message
      this.ended = true
      this.wake()
    })
    stream.on('end', () => {
      this.ended = true
      this.wake()
    })
  }

  async unpack(piece: Uint8Array): Promise<Uint8Array[]> {
    const before = this.stream.bytesWritten
    await this.settled((done) => this.stream.write(piece, done))
    const taken = this.stream.bytesWritten - before
    if (taken < piece.length) {
      this.ended = true
      this.rest = piece.subarray(taken)
    }
    return this.collect()
  }

  async end(): Promise<Uint8Array[]> {
    await this.settled(() => this.stream.end())
    return this.collect()
  }

  close(): void {
    this.stream.destroy()
  }

  private settled(start: (done: () => void) => void): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve
      if (this.ended) resolve()
      else start(() => resolve())
    })
  }

  private collect(): Uint8Array[] {
    const unpacked = this.unpacked
    this.unpacked = []
    return unpacked
  }
}
