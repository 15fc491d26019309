import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { setTimeout } from 'node:timers/promises'

/** Milliseconds after which a lock counts as left behind: whoever holds one needs a few hundredths of that. */
const STALE_AFTER = 5_000
/** Milliseconds after which waiting is given up: enough for one lock that was left behind. */
const PATIENCE = 15_000

/**
 * Does `work` while nobody else, in this process or another, does any under the same lock. The lock is a file, in a
 * folder that is there. A process that was killed leaves it behind; it is taken away when it is old.
 */
export async function holdingLock<Value>(lock: string, work: () => Promise<Value>): Promise<Value> {
  const holder = randomUUID()
  const givenUp = Date.now() + PATIENCE
  while (!(await take(lock, holder))) {
    if (Date.now() > givenUp) throw new Error(`${lock} is held by another process`)
    await removeStale(lock)
    await setTimeout(3 + Math.random() * 10)
  }
  try {
    return await work()
  } finally {
    const held = await readFile(lock, 'utf8').catch(() => '')
    if (held === holder) await rm(lock, { force: true })
  }
}

async function take(lock: string, holder: string): Promise<boolean> {
  try {
    await writeFile(lock, holder, { flag: 'wx' })
    return true
  } catch (error) {
    if (isBusy(error)) return false
    throw error
  }
}

/** Windows refuses for a moment to make a file that is just being removed. */
function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'EEXIST' || (process.platform === 'win32' && (code === 'EPERM' || code === 'EBUSY'))
}

async function removeStale(lock: string): Promise<void> {
  const seen = await stat(lock).catch(() => null)
  if (!seen || Math.abs(Date.now() - seen.mtimeMs) < STALE_AFTER) return
  const aside = `${lock}.${randomUUID()}`
  try {
    await rename(lock, aside)
  } catch {
    return // Another was faster.
  }
  // Since the look at it another may have removed the old one and taken the lock: that one goes back.
  const moved = await stat(aside)
  if (moved.ino !== seen.ino || moved.mtimeMs !== seen.mtimeMs) await link(aside, lock).catch(() => undefined)
  await rm(aside, { force: true })
}
