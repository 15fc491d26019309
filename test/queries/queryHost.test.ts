import { join } from 'node:path'
import { expect, it } from 'vitest'
import { forkHost } from '../../main/hosts/forkHost'
import { connect } from '../../preload/contract/channel'
import type { QueryRequests } from '../../preload/contract/explorer'
import { archiveOf } from '../support/archiveOf'
import { builtEntries } from '../support/runtimes'

it('answers each who connects, and ends by itself when nobody has been connected for a while', async () => {
  const { path } = await archiveOf([{ trace: 'a', id: '1' }])
  const host = forkHost(join(builtEntries, 'queryHost.js'), { arguments: [path] })
  const [one, other] = [host.connect(), host.connect()].map((port) => connect<QueryRequests>(port))
  for (const client of [one, other]) expect((await client?.ask('archive.summary', {}))?.value?.spanCount).toBe(1)
  one?.close()
  expect((await other?.ask('archive.summary', {}))?.value?.spanCount).toBe(1)
  other?.close()
  expect(await host.ended).toEqual({ code: 0, stderr: '' })
})
