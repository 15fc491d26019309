import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OpenedArchive } from '../../preload/contract/archive'
import { connect, serve, type Port } from '../../preload/contract/channel'
import { queryRequests, type QueryRequests } from '../../preload/contract/explorer'
import { explorerStub, queryHandlersStub } from '../support/explorerStub'
import { portPair } from '../support/portPair'
import { stubPage } from '../support/pageStub'

const shop: OpenedArchive = { path: '/shop.duckdb', name: 'shop', report: null, reused: false }
const bank: OpenedArchive = { path: '/bank.duckdb', name: 'bank', report: null, reused: false }
const NOBODY = { spanCount: 0, errorCount: 0, operations: [] }

/** Query hosts of which the first of each archive never answers; each later one tells which archive it is of. */
async function sessionOver() {
  const hosts: { path: string; port: Port }[] = []
  const { Session } = await import('../../renderer/state/session.svelte')
  const session = new Session({
    ...explorerStub({}),
    queriesOf(path) {
      const isFirst = !hosts.some((host) => host.path === path)
      const [asking, port] = portPair()
      hosts.push({ path, port })
      const answer = () => (isFirst ? new Promise<never>(() => {}) : [{ ...NOBODY, serviceName: path }])
      serve(port, queryRequests, queryHandlersStub({ 'archive.services': answer }))
      const client = connect<QueryRequests>(asking)
      return new Promise((resolve) => void setTimeout(() => resolve(client), path === shop.path ? 5 : 0))
    },
  })
  return { session, hosts }
}
describe('a session', () => {
  beforeEach(() => void stubPage())
  afterEach(() => void vi.unstubAllGlobals())

  it('connects once for all questions that wait when the host ends, and asks them again', async () => {
    const { session, hosts } = await sessionOver()
    await session.turnTo(shop)
    const asked = Promise.all([session.ask('archive.services', {}), session.ask('archive.services', {})])
    await vi.waitFor(() => expect(hosts).toHaveLength(1))
    hosts[0]?.port.close()
    expect((await asked).map(({ value }) => value?.[0]?.serviceName)).toEqual([shop.path, shop.path])
    expect(hosts.map(({ path }) => path)).toEqual([shop.path, shop.path])
  })

  it('asks no other archive what was asked of the one before', async () => {
    const { session, hosts } = await sessionOver()
    await session.turnTo(shop)
    const asked = session.ask('archive.services', {})
    await session.turnTo(bank)
    expect((await asked).failure).toEqual({ code: 'connection_closed', request: 'archive.services' })
    expect(hosts.map(({ path }) => path)).toEqual([shop.path, bank.path])
  })

  it('shows the archive that was turned to last', async () => {
    const { session } = await sessionOver()
    await Promise.all([session.turnTo(shop), session.turnTo(bank)])
    expect(session.archive?.name).toBe('bank')
  })
})
