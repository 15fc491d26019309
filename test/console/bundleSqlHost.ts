import { rm } from 'node:fs/promises'
import { afterAll } from 'vitest'
import { bundleEntries } from '../support/bundleEntries'

let bundled: Promise<string> | undefined

afterAll(async () => {
  if (bundled) await rm(await bundled, { recursive: true, force: true })
})

/** The folder with the bundle of the SQL host, made once for the tests of a file. */
export function bundleSqlHost(): Promise<string> {
  return (bundled ??= bundleEntries({
    sqlHost: 'main/console/sqlHost.ts',
    watchdogWorker: 'main/console/watchdogWorker.ts',
  }))
}
