import { afterEach, expect, test } from 'vitest'
import { ArchiveReader } from '../../../main/queries/ArchiveReader'
import { ServiceMaps } from '../../../main/queries/explore/ServiceMaps'
import { Matches } from '../../../main/queries/Matches'
import type { TraceFilter } from '../../../preload/contract/explorer'
import type { ServiceMap } from '../../../preload/contract/explore/serviceMap'
import { ALL_TRACES } from '../../support/allTraces'
import { ARCHIVE_START, archiveOf, type DrawnSpan, type WrittenArchive } from '../../support/archiveOf'
import { never } from '../../support/never'

let archive: WrittenArchive | undefined
let reader: ArchiveReader | undefined
afterEach(async () => {
  reader?.close()
  await archive?.remove()
  archive = reader = undefined
})

/** The peers of spans by their place, as the import finds them. */
async function mapsOf(spans: DrawnSpan[], peers: Record<number, string> = {}) {
  archive = await archiveOf(spans, async (connection) => {
    for (const [row, peer] of Object.entries(peers)) {
      await connection.run(`UPDATE store.span_rows SET peer = '${peer}' WHERE span_row = ${row}`)
    }
  })
  const opened = await ArchiveReader.open(archive.path)
  reader = opened
  const maps = new ServiceMaps(new Matches())
  const open = () => Promise.resolve(opened)
  return {
    map: (filter: Partial<TraceFilter> = {}, signal = never) => maps.map(open, { ...ALL_TRACES, ...filter }, signal),
    durations: (caller: string, callee: string, filter: Partial<TraceFilter> = {}) =>
      maps.durations(open, { filter: { ...ALL_TRACES, ...filter }, caller, callee }, never),
    paths: (service: string, filter: Partial<TraceFilter> = {}) =>
      maps.paths(open, { filter: { ...ALL_TRACES, ...filter }, service }, never),
  }
}

/** `caller > callee`: calls, errors, of them asynchronous, p50 and p99. */
function edgesOf({ nodes, edges }: ServiceMap) {
  return Object.fromEntries(
    edges.map(({ from, to, calls, errors, asynchronous, p50Ns, p99Ns }) => [
      `${nodes[from]?.name} > ${nodes[to]?.name}`,
      [calls, errors, asynchronous, p50Ns, p99Ns],
    ]),
  )
}

const SHOP: DrawnSpan[] = [
  { trace: '1', id: '1', service: 'web', kind: 'server', start: 0, duration: 100_000 },
  { trace: '1', id: '2', parent: '1', service: 'web', kind: 'client', start: 10, duration: 50_000 },
  { trace: '1', id: '3', parent: '2', service: 'cart', kind: 'server', start: 20, duration: 40_000, status: 'error' },
  {
    trace: '1',
    id: '4',
    parent: '3',
    service: 'cart',
    kind: 'client',
    start: 30,
    duration: 700,
    attributes: { 'db.system.name': ['postgresql', 's'], 'db.namespace': ['orders', 's'] },
  },
  {
    trace: '1',
    id: '5',
    parent: '3',
    service: 'cart',
    kind: 'producer',
    start: 40,
    duration: 10,
    attributes: { 'messaging.destination.name': ['mails', 's'] },
  },
  { trace: '1', id: '6', parent: '5', service: 'mail', kind: 'consumer', start: 300_000, duration: 9_000 },
  { trace: '2', id: '1', service: 'web', kind: 'server', start: 1_000_000, duration: 500 },
  { trace: '2', id: '2', parent: '1', service: 'cart', kind: 'server', start: 1_000_100, duration: 90_000 },
  {
    trace: '2',
    id: '3',
    parent: '2',
    service: 'cart',
    kind: 'client',
    start: 1_000_110,
    duration: null,
    attributes: { 'server.address': ['pay.example', 's'] },
  },
]
const PEERS = { 3: 'orders', 4: 'mails', 8: 'pay.example' }

test('calls, errors and latencies of what calls what, and of what sent no spans itself', async () => {
  const { map } = await mapsOf(SHOP, PEERS)
  const all = await map()
  expect(edgesOf(all)).toEqual({
    'web > cart': [2, 1, 1, 40_000, 90_000],
    'cart > mail': [1, 0, 1, 9_000, 9_000],
    'cart > orders': [1, 0, 0, 700, 700],
    'cart > pay.example': [1, 0, 0, null, null],
  })
  expect(all.nodes).toEqual([
    { name: 'cart', kind: 'service', namespace: '', key: null, spans: 5, errors: 1, selfNs: 130_710 },
    { name: 'mail', kind: 'service', namespace: '', key: null, spans: 1, errors: 0, selfNs: 9_000 },
    { name: 'web', kind: 'service', namespace: '', key: null, spans: 3, errors: 0, selfNs: 150_500 },
    { name: 'orders', kind: 'database', namespace: '', key: 'db.namespace', spans: 0, errors: 0, selfNs: 0 },
    { name: 'pay.example', kind: 'external', namespace: '', key: 'server.address', spans: 0, errors: 0, selfNs: 0 },
  ])
  expect([all.moreNodes, all.moreEdges]).toEqual([0, 0])
})

test('a filter leaves nodes and edges in their places, and counts the calls that its spans tell of', async () => {
  const { map } = await mapsOf(SHOP, PEERS)
  const all = await map()
  const failed = await map({ query: '{ status = error }' })
  expect(failed.nodes.map(({ name }) => name)).toEqual(all.nodes.map(({ name }) => name))
  expect(failed.nodes.map(({ spans }) => spans)).toEqual([1, 0, 0, 0, 0])
  expect(edgesOf(failed)).toEqual({
    'web > cart': [1, 1, 0, 40_000, 40_000],
    'cart > mail': [0, 0, 0, null, null],
    'cart > orders': [0, 0, 0, null, null],
    'cart > pay.example': [0, 0, 0, null, null],
  })
  const later = await map({ from: ARCHIVE_START + 900_000n })
  expect(edgesOf(later)['web > cart']).toEqual([1, 0, 1, 90_000, 90_000])
  expect(later.nodes.find(({ name }) => name === 'web')?.spans).toBe(1)
})

test('how long the calls of an edge took, in logarithmic bins', async () => {
  const { durations } = await mapsOf(SHOP, PEERS)
  // 40 µs and 90 µs: bins 46 and 49 of ten for each tenfold.
  expect(await durations('web', 'cart')).toEqual({
    first: 46,
    counts: [1, 0, 0, 1],
    errors: [1, 0, 0, 0],
    unmeasured: 0,
  })
  expect(await durations('cart', 'pay.example')).toEqual({ first: 0, counts: [], errors: [], unmeasured: 1 })
  expect(await durations('cart', 'web')).toEqual({ first: 0, counts: [], errors: [], unmeasured: 0 })
})

test('which chains of services lead to one, and how often', async () => {
  const { paths } = await mapsOf(SHOP, PEERS)
  expect(await paths('cart')).toEqual({
    paths: [{ services: ['web', 'cart'], isCut: false, spans: 5, traces: 2, errors: 1 }],
    more: 0,
  })
  expect((await paths('mail')).paths.map(({ services }) => services)).toEqual([['web', 'cart', 'mail']])
  expect((await paths('cart', { query: '{ status = error }' })).paths).toEqual([
    { services: ['web', 'cart'], isCut: false, spans: 1, traces: 1, errors: 1 },
  ])
  expect(await paths('nobody')).toEqual({ paths: [], more: 0 })
})

test('a very long way leaves its middle out', async () => {
  const spans = Array.from({ length: 60 }, (_, number): DrawnSpan => ({
    trace: '1',
    id: (number + 1).toString(16),
    ...(number > 0 && { parent: number.toString(16) }),
    service: number === 59 ? 'end' : number % 2 === 0 ? 'ping' : 'pong',
  }))
  const [only] = (await (await mapsOf(spans)).paths('end')).paths
  expect(only).toMatchObject({ isCut: true, spans: 1, traces: 1 })
  expect(only?.services.slice(-2)).toEqual(['pong', 'end'])
  expect(only?.services.length).toBe(25)
})

test('an archive without spans, one with a single span, and one without times', async () => {
  const empty = await mapsOf([])
  expect(await empty.map()).toEqual({ nodes: [], edges: [], moreNodes: 0, moreEdges: 0 })
  expect(await empty.paths('web')).toEqual({ paths: [], more: 0 })
  await archive?.remove()
  reader?.close()

  const untimed = await mapsOf([
    { trace: '1', id: '1', service: 'web', kind: 'client', start: null, duration: null },
    { trace: '1', id: '2', parent: '1', service: 'cart', kind: 'server', start: null, duration: null },
  ])
  expect(edgesOf(await untimed.map())).toEqual({ 'web > cart': [1, 0, 0, null, null] })
})

test('a question that is cancelled is not answered, and can be asked again', async () => {
  const { map } = await mapsOf(SHOP, PEERS)
  const controller = new AbortController()
  const asked = map({}, controller.signal)
  controller.abort()
  await expect(asked).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  expect((await map()).edges).toHaveLength(4)
  await expect(map({ query: '{ wrong' })).rejects.toMatchObject({ failure: { code: 'query_wrong' } })
})
