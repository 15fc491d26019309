import { randomUUID } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChunkQueue } from './ChunkQueue'
import type { RandomFile } from './PackedFile'

/** A zip archive within another archive may take so much room while it is read. */
const MOST_BYTES = 16 * 2 ** 30

/**
 * Writes a stream to a temporary file, for what must be read from anywhere. Whoever does closes `handle`: the file has
 * no name any more and is gone then. Null where it is too large. Throws what the file system does.
 */
export async function spool(content: ChunkQueue, chunkBytes: number): Promise<RandomFile | null> {
  const path = join(tmpdir(), `traceloupe-unpacked-${randomUUID()}`)
  const handle = await open(path, 'wx+', 0o600)
  try {
    await rm(path)
    let byteCount = 0
    for (let chunk = await content.next(); chunk !== null; chunk = await content.next()) {
      if (byteCount + chunk.length > MOST_BYTES) {
        await handle.close()
        return null
      }
      for (let at = 0; at < chunk.length;) {
        const { bytesWritten } = await handle.write(chunk, at, chunk.length - at, byteCount)
        at += bytesWritten
        byteCount += bytesWritten
      }
    }
    return { handle, byteCount, chunkBytes, read: () => {} }
  } catch (error) {
    await handle.close()
    throw error
  }
}
