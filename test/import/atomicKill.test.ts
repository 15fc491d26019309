import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { forkHost } from '../../main/hosts/forkHost'
import { runImport } from '../../main/hosts/runImport'
import type { SpawnHost } from '../../main/hosts/spawnHost'
import { randomMoments } from '../support/randomMoments'
import { runCommandLine } from '../support/runCommandLine'
import { AtomicScene } from './atomicScene'

const MOMENTS = 20
const MOMENTS_OF_ALL = 8
const LONG = { timeout: 180_000 }

const scene = new AtomicScene()

test(
  `an import host killed at ${MOMENTS} moments leaves the archive byte for byte as it was, or complete`,
  LONG,
  async () => {
    let killed = 0
    for (const { ms, hint } of randomMoments(MOMENTS, scene.length)) {
      const parameters = { paths: [scene.export], into: scene.archive }
      const { failure } = await runImport(killedAfter(ms), scene.program, parameters)
      expect(await scene.leftovers(), hint).toEqual([])
      if (failure) {
        expect(failure, hint).toMatchObject({ code: 'host_ended', host: 'import', reason: 'crashed' })
        killed++
      }
      // It may have been killed behind its last step, before it could say so.
      const fate = await scene.fate(hint)
      if (!failure) expect(fate, hint).toBe('complete')
      if (fate === 'complete') await scene.restore()
    }
    expect(killed).toBeGreaterThan(MOMENTS / 2)
  },
)

test.runIf(process.platform === 'linux')(
  `the command line and its host killed at ${MOMENTS_OF_ALL} moments leave the archive as it was, and the next import clears what lies there`,
  LONG,
  async () => {
    let untouched = 0
    let left = 0
    for (const { ms, hint } of randomMoments(MOMENTS_OF_ALL, scene.length)) {
      let hosts: number[] = []
      await runCommandLine(scene.program, ['import', scene.export, '--into', scene.archive], (child) => {
        const timer = setTimeout(() => {
          // Stopped, it cannot clear up behind its host.
          child.kill('SIGSTOP')
          hosts = childrenOf(child.pid ?? 0)
          for (const pid of [...hosts, child.pid ?? 0]) process.kill(pid, 'SIGKILL')
        }, ms)
        child.on('close', () => clearTimeout(timer))
      })
      await vi.waitFor(() => expect(hosts.filter(isRunning), hint).toEqual([]), { timeout: 10_000, interval: 5 })
      if ((await scene.fate(hint)) === 'untouched') untouched++
      left += (await scene.leftovers()).length
      const next = await runCommandLine(scene.program, ['import', scene.first, '--into', scene.archive])
      expect(next, hint).toMatchObject({ status: 0, stderr: '' })
      expect(await scene.leftovers(), hint).toEqual([])
      await scene.restore()
    }
    expect(untouched).toBeGreaterThan(MOMENTS_OF_ALL / 2)
    expect(left).toBeGreaterThan(0)
  },
)

function killedAfter(ms: number): SpawnHost {
  return (entryFile, options) => {
    const host = forkHost(entryFile, options)
    const timer = setTimeout(() => host.kill(), ms)
    void host.ended.then(() => clearTimeout(timer))
    return host
  }
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
}

function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}
