import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { inject } from 'vitest'
import { bundleEntries } from './bundleEntries'

let folder: Promise<string> | undefined

/** The folder of the program as it is now, bundled once for all the tests that a process runs. */
export function builtProgram(): Promise<string> {
  return (folder ??= bundle())
}

async function bundle(): Promise<string> {
  const entries = {
    cli: 'main/cli.ts',
    queryHost: 'main/queries/queryHost.ts',
    importHost: 'main/import/importHost.ts',
    decodeWorker: 'main/import/decodeWorker.ts',
    writerWorker: 'main/import/writerWorker.ts',
    sqlHost: 'main/console/sqlHost.ts',
    watchdogWorker: 'main/console/watchdogWorker.ts',
  }
  return bundleEntries(entries, await mkdtemp(join(inject('bundleFolder'), 'program-')))
}
