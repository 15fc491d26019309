import { type FileHandle, open } from 'node:fs/promises'
import { ChunkQueue } from './ChunkQueue'
import { rangeChunks } from './rangeChunks'
import { StreamState } from './StreamState'
import type { UnpackBudget } from './UnpackBudget'

/** A file whose bytes can be read from anywhere. */
export interface RandomFile {
  handle: FileHandle
  byteCount: number
  chunkBytes: number
  /** Is told of bytes that were read of the file on disk which is imported. */
  read: (byteCount: number) => void
}

/** A file as it lies on disk or in an archive, with all it may be packed in. */
export interface PackedFile {
  path: string
  byteCount: number
  raw: ChunkQueue
  state: StreamState
  /** Null for what can only be read from front to back. */
  random: RandomFile | null
}

/** Opens a file on disk. Whoever does closes `random.handle`. */
export async function openRandomFile(
  path: string,
  { chunkBytes, read }: { chunkBytes: number; read: (byteCount: number) => void },
): Promise<RandomFile> {
  const handle = await open(path, 'r')
  try {
    return { handle, byteCount: (await handle.stat()).size, chunkBytes: Math.max(chunkBytes, 1), read }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** The whole of a file on disk. */
export function packedFile(path: string, random: RandomFile, budget: UnpackBudget): PackedFile {
  const state = new StreamState()
  return {
    path,
    byteCount: random.byteCount,
    raw: readRange(random, 0, random.byteCount, state, budget),
    state,
    random,
  }
}

/** The bytes `from` up to `to` of a file on disk. `state` counts them. */
export function readRange(
  { handle, chunkBytes, read }: RandomFile,
  from: number,
  to: number,
  state: StreamState,
  budget: UnpackBudget,
): ChunkQueue {
  return new ChunkQueue(
    rangeChunks(handle, { from, to, chunkBytes }, (byteCount) => {
      budget.check()
      state.bytesRead += byteCount
      read(byteCount)
    }),
  )
}
