import { Failed } from '../../../preload/contract/failure'
import { encodingOf, utf16AsUtf8 } from './asUtf8'
import { ChunkQueue } from './ChunkQueue'
import { openRandomFile, type PackedFile, packedFile, readRange } from './PackedFile'
import type { StreamDamage } from './StreamState'
import { UnpackBudget } from './UnpackBudget'
import { type Unwrapped, unwrap } from './unwrap'

/** An export as the decoders see it: unpacked, and in UTF-8 without byte order mark where it is text. */
export class TraceSource {
  readonly path: string
  /** Bytes on disk; of what is in an archive, the bytes that it takes there. */
  readonly byteCount: number
  /**
   * Not null where the file on disk is the content itself, behind its byte order mark of `markBytes`: it may then be
   * read from anywhere, by several readers.
   */
  readonly plain: { markBytes: number } | null
  private readonly file: PackedFile
  private readonly content: ChunkQueue
  private readonly closing: () => Promise<void>
  private after: (() => Promise<unknown>) | null = null

  private constructor(
    file: PackedFile,
    content: ChunkQueue,
    plain: { markBytes: number } | null,
    closing: () => Promise<void>,
  ) {
    this.path = file.path
    this.byteCount = file.byteCount
    this.plain = plain
    this.file = file
    this.content = content
    this.closing = closing
  }

  /** Opens a file from byte `from` of its unwrapped content on; an archive is its own content. Throws `file_unreadable`. */
  static async open(path: string, chunkBytes: number, from = 0): Promise<TraceSource> {
    return reading(path, async () => {
      const random = await openRandomFile(path, { chunkBytes, read: () => {} })
      const close = (): Promise<void> => random.handle.close()
      try {
        const budget = new UnpackBudget(random.byteCount, null)
        const file = packedFile(path, random, budget)
        const unwrapped = await unwrap(file.raw, (damage) => file.state.note(damage), budget)
        return await TraceSource.of(file, unwrapped, { from, budget, closing: close })
      } catch (error) {
        await close()
        throw error
      }
    })
  }

  /** What is left of a file once it is unwrapped, from byte `from` on. `closing` is done when the source is closed. */
  static async of(
    file: PackedFile,
    { content, wrappings, close }: Unwrapped,
    { from, budget, closing }: { from: number; budget: UnpackBudget; closing: () => Promise<void> },
  ): Promise<TraceSource> {
    const { name, markBytes } = encodingOf(await content.peek(3))
    const closeAll = async (): Promise<void> => {
      await close()
      await closing()
    }
    if (file.random !== null && wrappings === 0 && name === 'utf-8') {
      const plain = { markBytes }
      if (from === 0) {
        await content.skip(markBytes)
        return new TraceSource(file, content, plain, closeAll)
      }
      await close()
      file.state.bytesRead = markBytes + from
      const rest = readRange(file.random, markBytes + from, file.byteCount, file.state, budget)
      return new TraceSource(file, rest, plain, async () => {
        await rest.close()
        await closing()
      })
    }
    await content.skip(markBytes)
    const text = name === 'utf-8' ? content : new ChunkQueue(utf16AsUtf8(content, name === 'utf-16be'))
    await text.skip(from)
    return new TraceSource(file, text, null, async () => {
      await text.close()
      await closeAll()
    })
  }

  /** Bytes that have been read, as `byteCount` counts them. */
  get bytesRead(): number {
    return this.file.state.bytesRead
  }

  /** What is wrong with the packed stream, where it gave only its beginning. */
  get damage(): StreamDamage | null {
    return this.file.state.damage
  }

  /** The next bytes; null behind the last. */
  next(): Promise<Uint8Array | null> {
    return reading(this.path, () => this.content.next())
  }

  /** The first `count` bytes, fewer if there are no more. They stay. */
  peek(count: number): Promise<Uint8Array> {
    return reading(this.path, () => this.content.peek(count))
  }

  /** May be called again. */
  async close(): Promise<void> {
    const { after } = this
    this.after = null
    await this.closing()
    await after?.()
  }

  /** Has something else done when it is closed. */
  closeAfter(after: () => Promise<unknown>): void {
    this.after = after
  }
}

/** What fails while a file is read becomes `file_unreadable`. */
export async function reading<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    throw unreadable(path, error)
  }
}

/** A failure to read a file, whatever was thrown. */
export function unreadable(path: string, error: unknown): Failed {
  if (error instanceof Failed) return error
  const problem = error instanceof Error ? error.message : String(error)
  return new Failed({ code: 'file_unreadable', path, problem })
}
