import { expect, test } from 'vitest'
import { forkHost } from '../../main/hosts/forkHost'
import { runImport } from '../../main/hosts/runImport'
import { randomMoments } from '../support/randomMoments'
import { runCommandLine } from '../support/runCommandLine'
import { AtomicScene } from './atomicScene'

const MOMENTS = 20
const LONG = { timeout: 180_000 }

const scene = new AtomicScene()

test(`cancelled at ${MOMENTS} moments, the archive is byte for byte what it was, or complete`, LONG, async () => {
  let cancelled = 0
  for (const { ms, hint } of randomMoments(MOMENTS, scene.length)) {
    const controller = new AbortController()
    const timer = setTimeout(() => controller.abort(), ms)
    const parameters = { paths: [scene.export], into: scene.archive }
    const { failure } = await runImport(forkHost, scene.program, parameters, { signal: controller.signal })
    clearTimeout(timer)
    if (failure) {
      expect(failure, hint).toEqual({ code: 'cancelled' })
      await scene.expectUntouched(hint)
      cancelled++
    } else {
      expect(await scene.fate(hint), hint).toBe('complete')
      expect(await scene.leftovers(), hint).toEqual([])
      await scene.restore()
    }
  }
  expect(cancelled).toBeGreaterThan(MOMENTS / 2)
})

test.skipIf(process.platform === 'win32')(
  `interrupted by Ctrl-C at ${MOMENTS} moments, the command line leaves the archive as it was, or complete`,
  LONG,
  async () => {
    let interrupted = 0
    const startUp = await lengthOf(['--version'])
    for (const { ms, hint } of randomMoments(MOMENTS, startUp + scene.length)) {
      const outcome = await runCommandLine(
        scene.program,
        ['import', scene.export, '--into', scene.archive],
        (child) => {
          const timer = setTimeout(() => child.kill('SIGINT'), ms)
          child.on('close', () => clearTimeout(timer))
        },
      )
      if (outcome.status === 0) {
        expect(await scene.fate(hint), hint).toBe('complete')
        expect(await scene.leftovers(), hint).toEqual([])
        await scene.restore()
        continue
      }
      // Before the program is there to hear of it, the signal itself ends Node.
      expect(outcome, hint).toMatchObject({ status: outcome.signal === 'SIGINT' ? null : 130, stdout: '', stderr: '' })
      await scene.expectUntouched(hint)
      interrupted++
    }
    expect(interrupted).toBeGreaterThan(MOMENTS / 2)
  },
)

async function lengthOf(given: string[]): Promise<number> {
  const startedAt = performance.now()
  await runCommandLine(scene.program, given)
  return performance.now() - startedAt
}
