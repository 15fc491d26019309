import { open, rename, rm } from 'node:fs/promises'
import { Failed } from '../../preload/contract/failure'
import { readableProblem } from '../hosts/readableProblem'

/**
 * Writes a file piece by piece, each when the one before it has gone. The file is there only when all of it is: until
 * then it is `<file>.part`. Fails with `file_unwritable`, and as the pieces fail.
 */
export async function writeWhole(pieces: AsyncIterable<string> | Iterable<Uint8Array>, file: string): Promise<void> {
  const part = `${file}.part`
  const told = (error: unknown) => {
    throw new Failed({ code: 'file_unwritable', path: file, problem: readableProblem(error) })
  }
  const handle = await open(part, 'w').catch(told)
  try {
    for await (const piece of pieces) await handle.appendFile(piece).catch(told)
    await handle.close().catch(told)
    await rename(part, file).catch(told)
  } finally {
    await handle.close().catch(() => undefined)
    await rm(part, { force: true })
  }
}
