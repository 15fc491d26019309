import { readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ImportProgress, ImportReport } from '../../preload/contract/archive'
import { connect, type AskOptions, type Result } from '../../preload/contract/channel'
import type { ImportRequests } from './hostRequests'
import type { SpawnHost } from './spawnHost'

/** How long an import host may take to stop by itself when it is cancelled. */
const GRACE_MS = 150

/**
 * Runs one import in a host of its own, which ends with it. Whatever happens to the host, what it
 * leaves half-written is removed, and `into` is what it was unless the import completed.
 */
export async function runImport(
  spawnHost: SpawnHost,
  entryFolder: string,
  { paths, into }: { paths: string[]; into: string },
  { signal, onProgress }: AskOptions<ImportProgress> = {},
): Promise<Result<ImportReport>> {
  if (signal?.aborted) return { failure: { code: 'cancelled' } }
  const host = spawnHost(join(entryFolder, 'importHost.js'))
  const client = connect<ImportRequests>(host.connect())
  const asked = client.ask(
    'import.run',
    { paths, into },
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
  )
  const result = await Promise.race([asked, afterAbort(signal)])
  host.kill()
  const { stderr } = await host.ended
  if (!result.failure) return result
  // What lies there belongs to the other import, which is still running.
  if (result.failure.code !== 'archive_in_use') await removeLeftovers(into)
  if (result.failure.code !== 'connection_closed') return result
  return { failure: { code: 'host_ended', host: 'import', reason: 'crashed', detail: lastLine(stderr) } }
}

function afterAbort(signal: AbortSignal | undefined): Promise<Result<never>> {
  return new Promise((resolve) => {
    signal?.addEventListener('abort', () => setTimeout(() => resolve({ failure: { code: 'cancelled' } }), GRACE_MS))
  })
}

/** Removes what an import into `archive` that did not complete may have left beside it. */
async function removeLeftovers(archive: string): Promise<void> {
  const prefix = `${basename(archive)}.importing`
  const names = await readdir(dirname(archive)).catch(() => [])
  await Promise.all(
    names
      .filter((name) => name.startsWith(prefix))
      .map((name) => rm(join(dirname(archive), name), { recursive: true, force: true })),
  )
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}
