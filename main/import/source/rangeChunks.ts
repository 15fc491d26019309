import type { FileHandle } from 'node:fs/promises'
import { filledBuffer, takeReadBuffer } from './readBuffers'

/** Bytes `from` up to `to` of a file, fewer if it ends before. The next read is under way while a chunk is worked on. */
export async function* rangeChunks(
  handle: FileHandle,
  { from, to, chunkBytes }: { from: number; to: number; chunkBytes: number },
  read: (byteCount: number) => void,
): AsyncGenerator<Uint8Array> {
  let position = from
  const readNext = async (): Promise<Uint8Array> => {
    const count = Math.min(chunkBytes, to - position)
    if (count <= 0) return Buffer.alloc(0)
    const buffer = takeReadBuffer(count)
    const { bytesRead } = await handle.read(buffer, 0, count, position)
    position += bytesRead
    return filledBuffer(buffer, bytesRead)
  }
  let coming = readNext()
  try {
    for (;;) {
      const chunk = await coming
      if (chunk.length === 0) return
      coming = readNext()
      // It may fail while the chunk is worked on: that is told when it is its turn.
      coming.catch(() => {})
      read(chunk.length)
      yield chunk
    }
  } finally {
    await coming.catch(() => {})
  }
}
