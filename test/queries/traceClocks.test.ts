import { afterAll, beforeAll, expect, test } from 'vitest'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { traceClocks } from '../../main/queries/traceClocks'
import { archiveOf, paddedTraceId, type DrawnSpan, type WrittenArchive } from '../support/archiveOf'
import { never } from '../support/never'

let archive: WrittenArchive
let reader: ArchiveReader

function onHost(service: string, host: string | null): Pick<DrawnSpan, 'service' | 'resource'> {
  return { service, resource: host === null ? {} : { 'host.name': [host, 's'] } }
}

beforeAll(async () => {
  archive = await archiveOf([
    { trace: 'a', id: '1', ...onHost('shop', 'one'), kind: 'client', start: 50_000, duration: 100_000 },
    { trace: 'a', id: '2', parent: '1', ...onHost('bank', null), kind: 'server', start: 10_000, duration: 60_000 },
    { trace: 'a', id: '3', parent: '2', ...onHost('bank', null), start: 20_000, duration: 10_000 },
    { trace: 'b', id: '1', ...onHost('shop', 'one'), kind: 'client', start: 0, duration: 100 },
    { trace: 'b', id: '2', parent: '1', ...onHost('bank', 'two'), kind: 'server', start: 10, duration: 50 },
    { trace: 'c', id: '1', ...onHost('shop', 'one'), start: 10, duration: 100 },
    { trace: 'c', id: '2', parent: '1', ...onHost('bank', 'one'), start: 0, duration: 50 },
  ])
  reader = await ArchiveReader.open(archive.path)
})
afterAll(() => {
  reader.close()
  return archive.remove()
})

function clocksOf(trace: string) {
  return traceClocks(reader, { traceId: paddedTraceId(trace) }, never)
}

test('answers how far clocks are off and the times without that, in the rows of the trace', async () => {
  const { hosts, host, start, selfTime, criticalPath } = await clocksOf('a')
  expect(hosts.toSorted((a, b) => a.spanCount - b.spanCount)).toEqual([
    { host: 'one', spanCount: 1, offsetNs: 0 },
    { host: 'bank', spanCount: 2, offsetNs: 60_000 },
  ])
  expect([...host].map((one) => hosts[one]?.host)).toEqual(['one', 'bank', 'bank'])
  // From the trace's start as it is recorded.
  expect([...start]).toEqual([40_000, 60_000, 70_000])
  expect([...selfTime]).toEqual([40_000, 50_000, 10_000])
  expect([...criticalPath]).toEqual([40_000, 50_000, 10_000])
})

test('answers no times where clocks agree, and no hosts where there is but one', async () => {
  const agreeing = await clocksOf('b')
  expect(agreeing.hosts.map(({ host, offsetNs }) => [host, offsetNs]).toSorted()).toEqual([
    ['one', 0],
    ['two', 0],
  ])
  expect(agreeing.start).toHaveLength(0)
  expect((await clocksOf('c')).hosts).toEqual([])
})
