import { lezer } from '@lezer/generator/rollup'
import { mkdir, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'vite'
import { projectFolder } from './runtimes.ts'

/**
 * Bundles entries of the program as they are now, as its build does: paths in the project by the names that the
 * bundles get. Answers their folder, which the caller removes: one of its own where none is given.
 */
export async function bundleEntries(entries: Record<string, string>, folder?: string): Promise<string> {
  const outDir = folder ?? (await newFolder())
  const input = Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, join(projectFolder, path)]))
  await build({
    configFile: false,
    plugins: [lezer()],
    root: projectFolder,
    logLevel: 'error',
    build: {
      ssr: true,
      target: 'node20.18',
      outDir,
      rolldownOptions: {
        input,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  return outDir
}

/** Within the project, from where the bundles find what they leave out. */
async function newFolder(): Promise<string> {
  await mkdir(join(projectFolder, 'out'), { recursive: true })
  return mkdtemp(join(projectFolder, 'out/test-'))
}
