import { mkdtemp, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** Builds the worker threads of the import for the tests of a file; the paths are there once they run. */
export function builtWorkers(): { decoder: string; writer: string } {
  const workers = { decoder: '', writer: '' }
  let folder = ''
  beforeAll(async () => {
    // Below node_modules, so that the workers find the packages that they leave out.
    await mkdir(join(root, 'node_modules/.cache'), { recursive: true })
    folder = await mkdtemp(join(root, 'node_modules/.cache/workers-'))
    await build({
      root,
      configFile: false,
      logLevel: 'error',
      build: {
        ssr: true,
        outDir: folder,
        emptyOutDir: true,
        rolldownOptions: {
          input: {
            decodeWorker: join(root, 'main/import/decodeWorker.ts'),
            writerWorker: join(root, 'main/import/writerWorker.ts'),
          },
          output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
        },
      },
    })
    workers.decoder = join(folder, 'decodeWorker.mjs')
    workers.writer = join(folder, 'writerWorker.mjs')
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return workers
}
