import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll } from 'vitest'
import { projectFolder } from '../support/runtimes'

let bundled: Promise<string> | undefined

afterAll(async () => {
  if (bundled) await rm(await bundled, { recursive: true, force: true })
})

/** Bundles the SQL host as it is now, as the program's build does; answers the folder of its entries. */
export function bundleSqlHost(): Promise<string> {
  return (bundled ??= bundle())
}

async function bundle(): Promise<string> {
  // Within the project, from where the bundle finds what it leaves out.
  await mkdir(join(projectFolder, 'out'), { recursive: true })
  const outDir = await mkdtemp(join(projectFolder, 'out/sql-host-'))
  await build({
    configFile: false,
    root: projectFolder,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20.18',
      outDir,
      rolldownOptions: {
        input: {
          sqlHost: join(projectFolder, 'main/console/sqlHost.ts'),
          watchdogWorker: join(projectFolder, 'main/console/watchdogWorker.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  return outDir
}
