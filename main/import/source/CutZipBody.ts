import type { Refusal } from './ArchiveMember'
import { ChunkQueue } from './ChunkQueue'
import { StreamState } from './StreamState'
import type { UnpackBudget } from './UnpackBudget'
import { type ZipEntry, zipContent } from './zipEntry'

const DESCRIPTOR = 0x08074b50
/** The sizes and the checksum are behind the content. */
const HAS_DESCRIPTOR = 0x8
const DEFLATED = 8

/** The content of a file in a zip archive that is read from front to back. */
export class CutZipBody {
  /** The content has no end that could be found. */
  readonly refused: Refusal | null
  private readonly content: ChunkQueue
  private readonly entry: ZipEntry
  private readonly budget: UnpackBudget
  /** Bytes to come; null where only the deflate stream tells. */
  private left: number | null
  private openEnd: ChunkQueue | null = null
  private ended = false

  constructor(content: ChunkQueue, entry: ZipEntry, budget: UnpackBudget) {
    this.content = content
    this.entry = entry
    this.budget = budget
    const isOpen = (entry.flags & HAS_DESCRIPTOR) !== 0 && entry.packedBytes === 0
    this.left = isOpen ? null : entry.packedBytes
    this.refused =
      isOpen && entry.method !== DEFLATED
        ? { code: 'unsupported_entry', message: 'only the missing list of files would tell where it ends' }
        : null
  }

  open(state: StreamState): ChunkQueue {
    if (this.left !== null) return new ChunkQueue(this.limited(state))
    this.openEnd = new ChunkQueue(this.untilEnd(state))
    return new ChunkQueue(passOn(this.openEnd))
  }

  /** Leaves out the rest. False where nothing can be read behind it. */
  async finish(): Promise<boolean> {
    if (this.refused !== null) return false
    if (this.left !== null) {
      this.left -= await this.content.skip(this.left)
      return this.left === 0
    }
    const rest = this.openEnd ?? new ChunkQueue(this.untilEnd(new StreamState()))
    while (!this.ended && (await rest.next()) !== null);
    return this.ended
  }

  private async *limited(state: StreamState): AsyncGenerator<Uint8Array> {
    const packed = new ChunkQueue(this.pieces(state))
    yield* zipContent(packed, this.entry.method, {
      state,
      budget: this.budget,
      told: () => Promise.resolve(this.entry),
    })
  }

  private async *pieces(state: StreamState): AsyncGenerator<Uint8Array> {
    while (this.left !== null && this.left > 0) {
      const piece = await this.content.nextPiece(this.left)
      if (piece === null) return
      this.left -= piece.length
      state.bytesRead += piece.length
      yield piece
    }
  }

  private async *untilEnd(state: StreamState): AsyncGenerator<Uint8Array> {
    yield* zipContent(this.content, this.entry.method, {
      state,
      budget: this.budget,
      told: (unpackedBytes) => this.readDescriptor(unpackedBytes),
    })
  }

  /** The descriptor is with or without a mark before it, and with sizes of four or of eight bytes. */
  private async readDescriptor(unpackedBytes: number): Promise<ZipEntry | null> {
    const bytes = Buffer.from(await this.content.peek(24))
    const start = bytes.length >= 4 && bytes.readUInt32LE(0) === DESCRIPTOR ? 4 : 0
    if (bytes.length < start + 12) return null
    const isSmall = bytes.readUInt32LE(start + 8) === unpackedBytes
    await this.content.skip(start + (isSmall ? 12 : 20))
    this.ended = true
    return { ...this.entry, crc: bytes.readUInt32LE(start), unpackedBytes }
  }
}

/** The same chunks, from a generator which may be closed without closing what it reads. */
async function* passOn(content: ChunkQueue): AsyncGenerator<Uint8Array> {
  for (let chunk = await content.next(); chunk !== null; chunk = await content.next()) yield chunk
}
