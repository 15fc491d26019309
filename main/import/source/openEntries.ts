import { Failed } from '../../../preload/contract/failure'
import { ArchiveWalk, type ExportEntry } from './ArchiveWalk'
import { openRandomFile, packedFile } from './PackedFile'
import { reading, unreadable, type TraceSource } from './TraceSource'
import { UnpackBudget } from './UnpackBudget'

export type { ExportEntry } from './ArchiveWalk'

/**
 * The exports in a file: itself, or what its containers hold, in the container’s order. The source of an entry is
 * open until the next entry is asked for; what is left of it is skipped then. `read` is told how many bytes more of
 * the file on disk are done with. Throws `file_unreadable`, and `cancelled` once the signal is aborted.
 */
export async function* openEntries(
  path: string,
  {
    chunkBytes,
    signal,
    read,
  }: { chunkBytes: number; signal: Pick<AbortSignal, 'aborted'>; read: (bytesOnDisk: number) => void },
): AsyncGenerator<ExportEntry> {
  yield* walk(path, { chunkBytes, signal, read, only: null, from: 0 })
}

/**
 * Opens one of them again, from its beginning or a byte offset of its unwrapped content: for finding lines of
 * problems. Throws `file_unreadable`.
 */
export async function openEntry(path: string, entryPath: string, chunkBytes: number, from = 0): Promise<TraceSource> {
  const entries = walk(path, { chunkBytes, signal: null, read: () => {}, only: entryPath, from })
  for await (const { source } of { [Symbol.asyncIterator]: () => ({ next: () => entries.next() }) }) {
    if (source === null) continue
    source.closeAfter(async () => {
      await entries.return(undefined)
    })
    return source
  }
  throw new Failed({ code: 'file_unreadable', path: entryPath, problem: 'it is not there any more' })
}

interface Walk {
  chunkBytes: number
  signal: Pick<AbortSignal, 'aborted'> | null
  read: (bytesOnDisk: number) => void
  only: string | null
  from: number
}

async function* walk(path: string, { chunkBytes, signal, read, only, from }: Walk): AsyncGenerator<ExportEntry> {
  let readBytes = 0
  // The beginning of a zip archive is read twice, and what is left out of it never.
  const count = (byteCount: number): void => {
    const more = Math.min(byteCount, random.byteCount - readBytes)
    readBytes += more
    if (more > 0) read(more)
  }
  const random = await reading(path, () => openRandomFile(path, { chunkBytes, read: count }))
  try {
    const budget = new UnpackBudget(random.byteCount, signal)
    budget.check()
    const file = packedFile(path, random, budget)
    try {
      yield* new ArchiveWalk({ chunkBytes, budget, only, from }).entries(file, 0)
    } finally {
      await file.raw.close()
    }
    count(random.byteCount)
  } catch (error) {
    throw unreadable(path, error)
  } finally {
    await random.handle.close()
  }
}
