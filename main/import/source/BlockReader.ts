import { RandomAccessReader } from 'yauzl'
import type { RandomFile } from './PackedFile'

const BLOCK_BYTES = 64 << 10

/** Reads some bytes here and there, mostly one after the other, in larger blocks. yauzl reads through it. */
export class BlockReader extends RandomAccessReader {
  private readonly file: RandomFile
  private block: Buffer = Buffer.alloc(0)
  private blockStart = 0

  constructor(file: RandomFile) {
    super()
    this.file = file
  }

  /** Fewer bytes where the file ends before. They are good until the next call. */
  async bytesAt(position: number, count: number): Promise<Buffer> {
    if (position < this.blockStart || position + count > this.blockStart + this.block.length) {
      const block = Buffer.alloc(Math.max(BLOCK_BYTES, count))
      const { bytesRead } = await this.file.handle.read(block, 0, block.length, position)
      this.block = block.subarray(0, bytesRead)
      this.blockStart = position
    }
    const start = position - this.blockStart
    return this.block.subarray(start, start + count)
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.bytesAt(position, length).then(
      (bytes) => {
        bytes.copy(buffer, offset)
        callback(bytes.length < length ? new Error('the file ends early') : null)
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    )
  }
}
