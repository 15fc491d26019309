import { open } from 'node:fs/promises'

/** Reads a file from byte `from` on. The next read is under way while a chunk is worked on. */
export async function* fileChunks(
  path: string,
  chunkBytes: number,
  from: number,
  read: (byteCount: number) => void,
): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r')
  let position = from
  const readNext = async (): Promise<Uint8Array> => {
    const buffer = Buffer.allocUnsafeSlow(chunkBytes)
    const { bytesRead } = await handle.read(buffer, 0, chunkBytes, position)
    position += bytesRead
    return buffer.subarray(0, bytesRead)
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
    await handle.close()
  }
}
