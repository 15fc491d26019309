import { realpath, stat } from 'node:fs/promises'
import { Failed } from '../../../preload/contract/failure'

/** Fails with `file_unwritable` where `into` is the archive that is read, or is there and must not be replaced. */
export async function requireTarget(archive: string, into: string, replace: boolean): Promise<void> {
  const there = await stat(into).catch(() => null)
  if (there === null) return
  if (!replace) throw unwritable(into, 'it is there already')
  if ((await realpath(into)) === (await realpath(archive))) throw unwritable(into, 'it is the archive that is read')
}

export function unwritable(path: string, problem: string): Failed {
  return new Failed({ code: 'file_unwritable', path, problem })
}
