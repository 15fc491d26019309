import { stat } from 'node:fs/promises'
import { Failed } from '../../../preload/contract/failure'
import { encodingOf, utf16AsUtf8 } from './asUtf8'
import { ChunkQueue } from './ChunkQueue'
import { fileChunks } from './fileChunks'
import { gunzip, isGzip, type StreamDamage } from './gunzip'

const MOST_WRAPPINGS = 3

/** A file as the decoders see it: unpacked, and in UTF-8 without byte order mark where it is text. */
export class TraceSource {
  readonly path: string
  /** Bytes on disk. */
  readonly byteCount: number
  /** Bytes on disk that have been read. */
  bytesRead = 0
  /** What is wrong with the packed stream, where it gave only its beginning. */
  damage: StreamDamage | null = null
  private readonly chunkBytes: number
  private files: ChunkQueue[] = []
  private content: ChunkQueue

  private constructor(path: string, byteCount: number, chunkBytes: number) {
    this.path = path
    this.byteCount = byteCount
    this.chunkBytes = Math.max(chunkBytes, 1)
    this.content = this.openFile(0)
  }

  /** Opens a file from byte `from` of its unwrapped content on. Throws `file_unreadable`. */
  static async open(path: string, chunkBytes: number, from = 0): Promise<TraceSource> {
    try {
      const source = new TraceSource(path, (await stat(path)).size, chunkBytes)
      await source.unwrap(from)
      return source
    } catch (error) {
      throw unreadable(path, error)
    }
  }

  /** The next bytes; null behind the last. */
  next(): Promise<Uint8Array | null> {
    return this.reading(this.content.next())
  }

  /** The first `count` bytes, fewer if there are no more. They stay. */
  peek(count: number): Promise<Uint8Array> {
    return this.reading(this.content.peek(count))
  }

  async close(): Promise<void> {
    await this.content.close()
    for (const file of this.files) await file.close()
  }

  private async unwrap(from: number): Promise<void> {
    let wrappings = 0
    while (wrappings < MOST_WRAPPINGS && isGzip(await this.content.peek(2))) {
      this.content = new ChunkQueue(gunzip(this.content, (damage) => (this.damage ??= damage)))
      wrappings++
    }
    const { name, markBytes } = encodingOf(await this.content.peek(3))
    if (wrappings === 0 && name === 'utf-8' && from > 0) {
      await this.content.close()
      this.bytesRead = markBytes + from
      this.content = this.openFile(markBytes + from)
      return
    }
    await this.content.skip(markBytes)
    if (name !== 'utf-8') this.content = new ChunkQueue(utf16AsUtf8(this.content, name === 'utf-16be'))
    await this.content.skip(from)
  }

  private async reading<T>(read: Promise<T>): Promise<T> {
    try {
      return await read
    } catch (error) {
      throw unreadable(this.path, error)
    }
  }

  private openFile(from: number): ChunkQueue {
    const file = new ChunkQueue(
      fileChunks(this.path, this.chunkBytes, from, (byteCount) => {
        this.bytesRead += byteCount
      }),
    )
    this.files.push(file)
    return file
  }
}

function unreadable(path: string, error: unknown): unknown {
  if (error instanceof Failed) return error
  const problem = error instanceof Error ? error.message : String(error)
  return new Failed({ code: 'file_unreadable', path, problem })
}
