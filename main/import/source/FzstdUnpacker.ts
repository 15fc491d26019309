import { Decompress } from 'fzstd'
import type { Unpacker } from './Unpacker'

/** Unpacks zstd frames where Node has nothing for it: on this thread, at about a third of the speed. */
export class FzstdUnpacker implements Unpacker {
  ended = false
  readonly rest = new Uint8Array(0)
  problem: string | null = null
  private unpacked: Uint8Array[] = []
  private readonly frames = new Decompress((chunk) => this.unpacked.push(chunk))

  unpack(piece: Uint8Array): Promise<Uint8Array[]> {
    return this.push(piece, false)
  }

  end(): Promise<Uint8Array[]> {
    this.ended = true
    return this.push(new Uint8Array(0), true)
  }

  close(): void {
    this.unpacked = []
  }

  private push(piece: Uint8Array, last: boolean): Promise<Uint8Array[]> {
    try {
      this.frames.push(piece, last)
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error)
      this.ended = true
    }
    const unpacked = this.unpacked
    this.unpacked = []
    return Promise.resolve(unpacked)
  }
}
