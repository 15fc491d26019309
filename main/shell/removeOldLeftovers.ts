import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { archivesFolder } from '../archive/dataFolder'

/** An import that is under way writes often, and is left alone. */
const OLD_MS = 600_000

/** Removes what imports that were cut short left behind among the program's own archives. */
export async function removeOldLeftovers(): Promise<void> {
  const names = await readdir(archivesFolder()).catch(() => [])
  for (const name of names.filter((name) => name.includes('.importing'))) {
    const path = join(archivesFolder(), name)
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > OLD_MS) await rm(path, { recursive: true, force: true })
  }
}
