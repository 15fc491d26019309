import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forkHost } from '../../main/hosts/forkHost'
import { connect } from '../../preload/contract/channel'
import type { QueryRequests } from '../../preload/contract/explorer'
import { ARCHIVE_START, archiveOf, paddedTraceId, type WrittenArchive } from '../support/archiveOf'
import { builtProgram } from '../support/builtProgram'

let entryFolder: string
let archive: WrittenArchive

beforeAll(async () => {
  archive = await archiveOf([
    { trace: '1', id: 'a', start: 0, duration: 100 },
    { trace: '1', id: 'b', parent: 'a', start: 10, duration: null },
  ])
  entryFolder = await builtProgram()
})
afterAll(() => archive.remove())

const startHost = () => forkHost(join(entryFolder, 'queryHost.js'))

test('answers several views of its archive from a process of its own, and ends when told', async () => {
  const host = startHost()
  const views = [connect<QueryRequests>(host.connect(archive.path)), connect<QueryRequests>(host.connect(archive.path))]
  for (const view of views) {
    const { value } = await view.ask('trace.columns', { traceId: '1' })
    expect(value).toMatchObject({ traceId: paddedTraceId('1'), startTime: ARCHIVE_START })
    expect(value?.start).toEqual(Float64Array.of(0, 10))
    expect(value?.duration).toEqual(Float64Array.of(100, NaN))
    expect(value?.parent).toEqual(Int32Array.of(-1, 0))
  }
  host.kill()
  await host.ended
  expect(await views[0]?.ask('archive.summary', {})).toEqual({
    failure: { code: 'connection_closed', request: 'archive.summary' },
  })
})

test('says why it cannot open its archive', async () => {
  const path = join(archive.folder, 'missing.duckdb')
  const host = startHost()
  expect(await connect<QueryRequests>(host.connect(path)).ask('archive.summary', {})).toEqual({
    failure: { code: 'archive_unreadable', path, problem: 'no such file' },
  })
  host.kill()
  await host.ended
})

test('ends by itself when nobody has been connected for a while, and not before', async () => {
  const host = startHost()
  const [one, other] = [
    connect<QueryRequests>(host.connect(archive.path)),
    connect<QueryRequests>(host.connect(archive.path)),
  ]
  for (const view of [one, other]) expect((await view.ask('archive.summary', {})).value?.spanCount).toBe(2)
  one.close()
  expect((await other.ask('archive.summary', {})).value?.spanCount).toBe(2)
  other.close()
  expect(await host.ended).toEqual({ code: 0, stderr: '' })
})
