import { existsSync, readdirSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { ServiceMaps } from '../../main/queries/explore/ServiceMaps'
import { Matches } from '../../main/queries/Matches'
import { writeSample } from '../../main/sample/writeSample'
import { ALL_TRACES } from '../support/allTraces'
import { never } from '../support/never'
import { builtWorkers } from './builtWorkers'
import { importInto, query } from './importInto'

const workers = builtWorkers()
const traces = process.env['TRACELOUPE_TRACES'] ?? ''
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traceloupe-map-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Without a filter the map is the archive's own table of dependencies. */
async function expectSame(path: string): Promise<number> {
  const expected = await query(
    path,
    `SELECT parent_service, child_service, call_count::INTEGER AS calls, error_count::INTEGER AS errors,
      p50_ns::DOUBLE AS p50, p95_ns::DOUBLE AS p95, p99_ns::DOUBLE AS p99, is_inferred
    FROM service_dependencies`,
  )
  const reader = await ArchiveReader.open(path)
  try {
    const maps = new ServiceMaps(new Matches())
    const map = await maps.map(async () => reader, { filter: ALL_TRACES }, never)
    const { nodes, edges } = map
    // What is there at once has the same nodes and edges in the same places.
    expect(await maps.dependencies(async () => reader, never)).toEqual({
      ...map,
      edges: edges.map((edge) => ({ ...edge, asynchronous: null })),
    })
    const found = edges.map(({ from, to, calls, errors, p50Ns, p95Ns, p99Ns }) => ({
      parent_service: nodes[from]?.name,
      child_service: nodes[to]?.name,
      calls,
      errors,
      p50: p50Ns,
      p95: p95Ns,
      p99: p99Ns,
      is_inferred: nodes[to]?.kind !== 'service',
    }))
    const byName = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort()
    expect(byName(found)).toEqual(byName(expected))
    return found.length
  } finally {
    reader.close()
  }
}

test('without a filter the map is what the import has counted: the sample', async () => {
  const lines = join(folder, 'shop.jsonl')
  await writeSample(lines)
  await importInto(workers, join(folder, 'shop.duckdb'), [lines])
  expect(await expectSame(join(folder, 'shop.duckdb'))).toBeGreaterThan(5)
})

const zipkin = join(traces, 'oracles/zipkin-ref')
const tempo = join(traces, 'tempo/servicegraphs')
const files = traces
  ? [
      ...readdirSync(zipkin).map((name) => join(traces, 'zipkin', name.replace('__', '/').replace('.expected', ''))),
      ...readdirSync(tempo).map((name) => join(tempo, name)),
      join(traces, 'traceweaver/hotel_load50'),
    ]
  : []

test.skipIf(!traces)(
  'without a filter the map is what the import has counted: Zipkin’s, Tempo’s and Jaeger’s',
  async () => {
    let edges = 0
    for (const [number, file] of files.entries()) {
      expect(existsSync(file), file).toBe(true)
      const into = join(folder, `${number}.duckdb`)
      await importInto(workers, into, [file])
      edges += await expectSame(into)
    }
    expect(edges).toBeGreaterThan(20)
  },
  60_000,
)
