import { readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { ImportProgress, ImportReport } from '../../preload/contract/archive'
import { connect, type AskOptions, type Result } from '../../preload/contract/channel'
import type { ImportRequests } from './hostRequests'
import type { HostProcess, SpawnHost } from './spawnHost'

/** How long an import host may take to stop by itself when it is cancelled. The answer is due after 200 ms. */
const GRACE_MS = 120

export interface RunningImport {
  /** What came of it; `cancelled` at most 200 ms after the signal was aborted. */
  result: Promise<Result<ImportReport>>
  /** Settles when the host is gone, and with it what it left half-written. Another import may then begin. */
  ended: Promise<void>
}

/**
 * Starts one import in a host of its own, which ends with it. Whatever happens to the host, what it
 * leaves half-written is removed, and `into` is what it was unless the import completed.
 */
export function startImport(
  spawnHost: SpawnHost,
  entryFolder: string,
  { paths, into }: { paths: string[]; into: string },
  { signal, onProgress }: AskOptions<ImportProgress> = {},
): RunningImport {
  if (signal?.aborted) return { result: Promise.resolve({ failure: { code: 'cancelled' } }), ended: Promise.resolve() }
  const host = spawnHost(importEntry(entryFolder))
  const client = connect<ImportRequests>(host.connect())
  const asked = client.ask(
    'import.run',
    { paths, into },
    { ...(signal && { signal }), ...(onProgress && { onProgress }) },
  )
  const answered = (signal ? unlessOverdue(asked, signal) : asked).finally(() => host.kill())
  return { result: answered.then((result) => withEnd(result, host)), ended: endOf(answered, host, into) }
}

/** The entry of the hosts that import. */
export function importEntry(entryFolder: string): string {
  return join(entryFolder, 'importHost.js')
}

/** Runs one import to its end, as `startImport` starts it. */
export async function runImport(...given: Parameters<typeof startImport>): Promise<Result<ImportReport>> {
  const { result, ended } = startImport(...given)
  await ended
  return result
}

/** The answer, or `cancelled` where it has not come a while after the signal was aborted. */
function unlessOverdue<Value>(asked: Promise<Result<Value>>, signal: AbortSignal): Promise<Result<Value>> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined
    const aborted = () => {
      timer = setTimeout(() => resolve({ failure: { code: 'cancelled' } }), GRACE_MS)
    }
    signal.addEventListener('abort', aborted, { once: true })
    void asked.then(resolve).finally(() => {
      clearTimeout(timer)
      signal.removeEventListener('abort', aborted)
    })
  })
}

/** A connection that closed means that the host has ended, and its last words say why. */
async function withEnd(result: Result<ImportReport>, host: HostProcess): Promise<Result<ImportReport>> {
  if (result.failure?.code !== 'connection_closed') return result
  const { stderr } = await host.ended
  return { failure: { code: 'host_ended', host: 'import', reason: 'crashed', detail: lastLine(stderr) } }
}

async function endOf(answered: Promise<Result<ImportReport>>, host: HostProcess, into: string): Promise<void> {
  const { failure } = await answered
  await host.ended
  // What lies there belongs to the other import, which is still running.
  if (failure && failure.code !== 'archive_in_use') await removeLeftovers(into)
}

/** Removes what an import into `archive` that did not complete may have left beside it. */
export async function removeLeftovers(archive: string): Promise<void> {
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
