import { cp, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Failure } from '../../preload/contract/failure'
import { forkHost } from '../../main/hosts/forkHost'
import { runImport } from '../../main/hosts/runImport'
import { randomMoments } from '../support/randomMoments'
import { AtomicScene } from './atomicScene'

const MOMENTS = 6
const ENDS = ['throw new Error("out of luck")', 'process.exit(1)']
const THREADS = ['decodeWorker.js', 'writerWorker.js'] as const

const scene = new AtomicScene()

test.each(THREADS)(
  '%s that ends on its way leaves the archive as it was, or complete',
  { timeout: 180_000 },
  async (thread) => {
    let failed = 0
    for (const [index, { ms, hint }] of randomMoments(MOMENTS, scene.length).entries()) {
      const end = ENDS[index % ENDS.length]
      const failure = await importWith(thread, `setTimeout(() => { ${end} }, ${Math.round(ms)})`)
      expect(await scene.leftovers(), hint).toEqual([])
      const fate = await scene.fate(hint)
      if (failure) {
        // A thread that ends in the middle of DuckDB's work takes the host with it.
        expect(failure, hint).toMatchObject({ code: expect.stringMatching(/^(import_failed|host_ended)$/) })
        failed++
      } else {
        expect(fate, hint).toBe('complete')
      }
      if (fate === 'complete') await scene.restore()
    }
    expect(failed).toBeGreaterThan(0)
  },
)

test.each(THREADS)('%s whose text is damaged leaves the archive as it was', async (thread) => {
  expect(await importWith(thread, '}')).toMatchObject({ code: 'import_failed', problem: expect.any(String) })
  await scene.expectUntouched(thread)
})

/** Imports by a copy of the program in which one thread runs this code besides its own; answers the failure. */
async function importWith(thread: string, code: string): Promise<Failure | undefined> {
  const program = `${scene.program}-crashing`
  await cp(scene.program, program, { recursive: true })
  try {
    await rename(join(program, thread), join(program, `whole-${thread}`))
    await writeFile(join(program, thread), `import './whole-${thread}'\n${code}\n`)
    return (await runImport(forkHost, program, { paths: [scene.export], into: scene.archive })).failure
  } finally {
    await rm(program, { recursive: true })
  }
}
