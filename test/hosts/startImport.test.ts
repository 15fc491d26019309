import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { runImport, startImport } from '../../main/hosts/runImport'
import type { HostProcess } from '../../main/hosts/spawnHost'
import { never } from '../support/never'
import { portPair } from '../support/portPair'

let folder: string
let into: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traceloupe-run-'))
  into = join(folder, 'a.duckdb')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A host that answers nothing, and that is gone only when the test says so. */
function deafHost() {
  let end: (end: { code: number | null; stderr: string }) => void = () => undefined
  const [asking, answering] = portPair()
  const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => (end = resolve))
  let kill = () => {}
  const killed = new Promise<void>((resolve) => (kill = resolve))
  const host: HostProcess = { connect: () => asking, kill: () => kill(), ended }
  return { host, end, killed, answering }
}

it('answers a cancel within 200 ms, whatever the host does, and ends when all is cleared away', async () => {
  await mkdir(`${into}.importing.work`)
  await writeFile(`${into}.importing`, 'half')
  const { host, end, killed } = deafHost()
  const cancelling = new AbortController()
  const { result, ended } = startImport(() => host, '/entries', { paths: ['/x'], into }, { signal: cancelling.signal })
  const abortedAt = performance.now()
  cancelling.abort()
  expect(await result).toEqual({ failure: { code: 'cancelled' } })
  expect(performance.now() - abortedAt).toBeLessThan(200)
  await killed
  expect(await readdir(folder)).toHaveLength(2)
  end({ code: null, stderr: '' })
  await ended
  expect(await readdir(folder)).toEqual([])
})

it('says what the host said last when it ended by itself', async () => {
  const { host, end, answering } = deafHost()
  const running = runImport(() => host, '/entries', { paths: ['/x'], into }, { signal: never })
  answering.close()
  end({ code: 1, stderr: 'first\nout of memory\n' })
  expect(await running).toEqual({
    failure: { code: 'host_ended', host: 'import', reason: 'crashed', detail: 'out of memory' },
  })
})

it('starts no host for what is cancelled already', async () => {
  const { result, ended } = startImport(
    () => expect.unreachable('a host was started'),
    '/entries',
    { paths: ['/x'], into },
    { signal: AbortSignal.abort() },
  )
  await ended
  expect(await result).toEqual({ failure: { code: 'cancelled' } })
})
