import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'

const BUFFER_BYTES = 64 << 10

/**
 * Records of a fixed number of 32-bit words in partitions: written in any order, read back a partition at a time. Beyond
 * a buffer for each partition they lie in a file.
 */
export class PartitionedRecords {
  /** Where records are written, at the places that `place` answers. */
  readonly words: Uint32Array
  readonly width: number
  private readonly path: string
  private readonly file: number
  private readonly perBuffer: number
  /** Records in each partition's buffer. */
  private readonly buffered: Int32Array
  /** Offsets in the file of the full buffers of each partition. */
  private readonly written: number[][]
  private fileLength = 0

  constructor(path: string, partitions: number, width: number) {
    this.path = path
    this.width = width
    this.perBuffer = Math.max(1, Math.floor(BUFFER_BYTES / 4 / width))
    this.words = new Uint32Array(partitions * this.perBuffer * width)
    this.buffered = new Int32Array(partitions)
    this.written = Array.from({ length: partitions }, () => [])
    this.file = openSync(path, 'w+')
  }

  get partitions(): number {
    return this.written.length
  }

  /** Makes room for a record and returns its place in `words`. */
  place(partition: number): number {
    let index = this.buffered[partition] ?? 0
    if (index === this.perBuffer) {
      this.write(partition)
      index = 0
    }
    this.buffered[partition] = index + 1
    return (partition * this.perBuffer + index) * this.width
  }

  /** The records of a partition, in the order in which they were placed. */
  read(partition: number): Uint32Array {
    const { perBuffer, width } = this
    const full = this.written[partition] ?? []
    const rest = this.buffered[partition] ?? 0
    const bufferWords = perBuffer * width
    const records = new Uint32Array(full.length * bufferWords + rest * width)
    const bytes = new Uint8Array(records.buffer)
    for (const [index, offset] of full.entries()) {
      let done = 0
      while (done < bufferWords * 4) {
        const read = readSync(this.file, bytes, index * bufferWords * 4 + done, bufferWords * 4 - done, offset + done)
        if (read === 0) throw new Error('what was written aside is no longer there')
        done += read
      }
    }
    const start = partition * bufferWords
    records.set(this.words.subarray(start, start + rest * width), full.length * bufferWords)
    return records
  }

  close(): void {
    closeSync(this.file)
    rmSync(this.path, { force: true })
  }

  private write(partition: number): void {
    const start = partition * this.perBuffer * this.width * 4
    const bytes = new Uint8Array(this.words.buffer, start, this.perBuffer * this.width * 4)
    let done = 0
    while (done < bytes.length) done += writeSync(this.file, bytes, done, bytes.length - done, this.fileLength + done)
    this.written[partition]?.push(this.fileLength)
    this.fileLength += bytes.length
  }
}
