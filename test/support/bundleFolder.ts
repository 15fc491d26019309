import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { projectFolder } from './runtimes'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where tests put what they bundle; it is removed behind the last one. */
    bundleFolder: string
  }
}

/** Within the project, from where bundles find the packages that they leave out. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const built = join(projectFolder, 'out')
  await mkdir(built, { recursive: true })
  const folder = await mkdtemp(join(built, 'test-'))
  project.provide('bundleFolder', folder)
  return () => rm(folder, { recursive: true, force: true })
}
