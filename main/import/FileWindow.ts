import { returnReadBuffer } from './source/readBuffers'
import type { TraceSource } from './source/TraceSource'
import type { WindowDecoder } from './TraceFormat'

/** No record may be larger. */
const MOST_BYTES = 256 << 20

/** The part of a file that is in memory. It moves on as a decoder takes it, and grows where one record is larger. */
export class FileWindow {
  /** Nothing of the file is behind the window. */
  private final = false
  /** The decoder was given the last bytes. */
  done = false
  private readonly source: TraceSource
  private readonly bytesAtOnce: number
  private bytes: Buffer
  private start = 0
  private end = 0
  /** Offset of `bytes[0]` in the unwrapped file. */
  private base = 0
  private stuck = false
  /** What is left of the chunk read last. */
  private rest: Uint8Array | null = null

  /** `base` is the offset of the source's first byte in the unwrapped file. */
  constructor(source: TraceSource, bytesAtOnce: number, base = 0) {
    this.source = source
    this.base = base
    this.bytesAtOnce = Math.max(1, bytesAtOnce)
    this.bytes = Buffer.allocUnsafeSlow(this.bytesAtOnce * 2 + 1)
  }

  /** Reads until there are `count` bytes more than now, or the file ends. */
  private async fill(count: number): Promise<void> {
    const target = this.end + count
    while (this.end < target && !this.final) {
      const chunk = this.rest ?? (await this.source.next())
      if (chunk === null) {
        this.final = true
        break
      }
      const taken = Math.min(chunk.length, target - this.end)
      this.rest = taken < chunk.length ? chunk.subarray(taken) : null
      this.makeRoom(taken)
      this.bytes.set(chunk.subarray(0, taken), this.end)
      this.end += taken
      if (this.rest === null) returnReadBuffer(chunk)
    }
  }

  /** Gives the decoder what there is. */
  decode(decoder: WindowDecoder): void {
    const before = this.start
    this.start = decoder.decode(this.bytes, this.start, this.end, this.base, this.final)
    this.stuck = this.start === before && !decoder.finished
    this.done = this.final
    if (this.stuck && this.end - this.start >= MOST_BYTES) {
      this.start = decoder.giveUp()
      this.stuck = false
    }
  }

  /** Reads on: as much again as there is where the decoder could do nothing with it. */
  async advance(): Promise<void> {
    const kept = this.end - this.start
    this.bytes.copyWithin(0, this.start, this.end)
    this.base += this.start
    this.start = 0
    this.end = kept
    const usual = this.bytesAtOnce * 2 + 1
    if (this.bytes.length > usual * 2 && kept < this.bytesAtOnce) {
      const smaller = Buffer.allocUnsafeSlow(usual)
      this.bytes.copy(smaller, 0, 0, kept)
      this.bytes = smaller
    }
    await this.fill(this.stuck ? Math.max(kept, this.bytesAtOnce) : this.bytesAtOnce)
  }

  private makeRoom(count: number): void {
    const needed = this.end + count + 1
    if (needed <= this.bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2))
    this.bytes.copy(larger, 0, 0, this.end)
    this.bytes = larger
  }
}
