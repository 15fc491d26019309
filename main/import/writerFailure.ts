import { dirname } from 'node:path'
import { Failed, type Failure } from '../../preload/contract/failure'
import { freeBytes } from './freeSpace'
import type { WriterOptions } from './SpanWriter'

/** Below this DuckDB's failure to write is taken for a full disk. */
const NEARLY_FULL_BYTES = 16 << 20

/** What an error of the writer means to the user. */
export async function writerFailure(error: unknown, { target }: WriterOptions): Promise<Failure> {
  if (error instanceof Failed) return error.failure
  const message = error instanceof Error ? error.message : String(error)
  const path = target.replace(/\.importing$/, '')
  if (/No space left|could not write|Could not write|disk/i.test(message)) {
    const available = await freeBytes(dirname(target))
    if (available < NEARLY_FULL_BYTES)
      return { code: 'no_space', path, neededBytes: NEARLY_FULL_BYTES, availableBytes: available }
  }
  return { code: 'import_failed', path, problem: message }
}
