import { expect, it } from 'vitest'
import { SpareHosts } from '../../main/hosts/SpareHosts'
import type { HostProcess } from '../../main/hosts/spawnHost'
import { portPair } from '../support/portPair'

interface Started {
  entryFile: string
  host: HostProcess
}

/** Hosts that run until they are killed. */
function recorded() {
  const started: Started[] = []
  const spares = new SpareHosts((entryFile) => {
    let kill = () => {}
    const ended = new Promise<{ code: null; stderr: string }>((resolve) => {
      kill = () => resolve({ code: null, stderr: '' })
    })
    const host: HostProcess = { connect: () => portPair()[0], kill: () => kill(), ended }
    started.push({ entryFile, host })
    return host
  })
  return { started, spares }
}

it('gives the host that waits to the first who wants one of its kind, and starts others when they are wanted', () => {
  const { started, spares } = recorded()
  spares.prepare('/query.js')
  spares.prepare('/query.js')
  expect(started.map(({ entryFile }) => entryFile)).toEqual(['/query.js'])
  expect(spares.spawn('/import.js')).toBe(started[1]?.host)
  expect(spares.spawn('/query.js')).toBe(started[0]?.host)
  expect(spares.spawn('/query.js')).toBe(started[2]?.host)
  expect(started).toHaveLength(3)
})

it('starts a host of its own for who wants it with options', () => {
  const { started, spares } = recorded()
  spares.prepare('/sql.js')
  expect(spares.spawn('/sql.js', { env: { A: '1' } })).toBe(started[1]?.host)
})

it('gives no host that has ended, and ends those that nobody wanted', async () => {
  const { started, spares } = recorded()
  spares.prepare('/query.js')
  started[0]?.host.kill()
  await started[0]?.host.ended
  expect(spares.spawn('/query.js')).toBe(started[1]?.host)
  spares.prepare('/query.js')
  await spares.endAll()
  expect((await started[2]?.host.ended)?.code).toBeNull()
})
