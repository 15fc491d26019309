import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ArchiveReader } from '../../../main/queries/ArchiveReader'
import { durationEdges } from '../../../main/queries/explore/durationEdges'
import { latencyMap, type LatencyParameters } from '../../../main/queries/explore/latencyMap'
import { Matches } from '../../../main/queries/Matches'
import type { LatencyMap } from '../../../preload/contract/explore/latency'
import { ALL_TRACES } from '../../support/allTraces'
import { ARCHIVE_START, archiveOf, type DrawnSpan, type WrittenArchive } from '../../support/archiveOf'
import { never } from '../../support/never'

const MS = 1_000_000
const SECOND = 1_000 * MS

const SPANS: DrawnSpan[] = [
  { trace: '1', id: 'a', name: 'buy', start: 0, duration: 5 * MS },
  { trace: '1', id: 'b', parent: 'a', name: 'pay', start: MS, duration: 2 * MS, status: 'error' },
  { trace: '1', id: 'c', parent: 'a', name: 'log', start: 2 * MS, duration: 0 },
  { trace: '2', id: 'a', name: 'buy', start: 10 * SECOND, duration: 2 * MS - 1 },
  { trace: '2', id: 'b', parent: 'a', name: 'pay', start: 10 * SECOND, duration: null },
  { trace: '3', id: 'a', name: 'buy', start: 60 * SECOND, duration: 5 * MS, status: 'error' },
  { trace: '4', id: 'a', name: 'lost', start: null, duration: 2 * MS },
]

describe('time × duration', () => {
  let archive: WrittenArchive
  let reader: ArchiveReader
  beforeAll(async () => {
    archive = await archiveOf(SPANS)
    reader = await ArchiveReader.open(archive.path)
  })
  afterAll(() => {
    reader.close()
    return archive.remove()
  })

  const ask = (parameters: Partial<LatencyParameters>) => mapOf(reader, parameters)

  test('counts each span in one cell, or says why in none', async () => {
    const map = await ask({})
    expect(sayCells(map)).toEqual([
      '0s 2 ms: 1, 1 failed',
      '0s 5 ms: 1, 0 failed',
      '10s 1.8 ms: 1, 0 failed',
      '60s 5 ms: 1, 1 failed',
    ])
    expect(sums(map)).toEqual({
      total: 7,
      failed: 2,
      zeroDuration: 1,
      withoutDuration: 1,
      withoutStart: 1,
    })
    const held = map.starts.counts.flatMap((count, bin) => (count > 0 ? [[count, map.starts.errors[bin]]] : []))
    expect(held).toEqual([
      [3, 1],
      [2, 0],
      [1, 1],
    ])
    expect(byDuration(map)).toEqual({ '1.8': [1, 0], '2': [2, 1], '5': [2, 1] })
  })

  test('tells percentiles that occur, as groups do', async () => {
    // Of 0, 1.999999, 2, 2, 5 and 5 ms half are no longer than 2 ms.
    expect((await ask({})).percentiles).toEqual([2 * MS, 5 * MS, 5 * MS, 5 * MS, 5 * MS, 5 * MS])
    expect((await ask({ filter: { ...ALL_TRACES, query: '{ name = "log" }' } })).percentiles).toEqual(Array(6).fill(0))
  })

  test('is of what matches, starts in time and belongs to the latest traces', async () => {
    expect(sayCells(await ask({ filter: { ...ALL_TRACES, query: '{ name = "buy" }' } }))).toEqual([
      '0s 5 ms: 1, 0 failed',
      '10s 1.8 ms: 1, 0 failed',
      '60s 5 ms: 1, 1 failed',
    ])
    const from = ARCHIVE_START + BigInt(5 * SECOND)
    const inTime = await ask({ filter: { ...ALL_TRACES, from, to: from + BigInt(20 * SECOND) } })
    expect([inTime.total, inTime.cells.counts]).toEqual([2, Int32Array.of(1)])
    expect((await ask({ filter: { ...ALL_TRACES, limit: 1 } })).total).toBe(1)
    expect((await ask({ filter: { ...ALL_TRACES, query: 'lost' } })).total).toBe(1)
  })

  test('is of traces with their own start and duration', async () => {
    const map = await ask({ over: 'traces' })
    expect(sayCells(map)).toEqual(['0s 5 ms: 1, 1 failed', '10s 1.8 ms: 1, 0 failed', '60s 5 ms: 1, 1 failed'])
    // A trace without a start has no length either.
    expect(sums(map)).toEqual({ total: 4, failed: 2, zeroDuration: 1, withoutDuration: 0, withoutStart: 1 })
    const paid = await ask({ over: 'traces', filter: { ...ALL_TRACES, query: '{ name = "pay" }' } })
    expect([paid.total, paid.failed]).toEqual([2, 1])
  })

  test('is empty where nothing matches, and without bins where nothing has a length', async () => {
    const none = await ask({ filter: { ...ALL_TRACES, query: '{ name = "none" }' } })
    expect(none).toMatchObject({ total: 0, timeBins: 0, edges: [], counts: [], percentiles: Array(6).fill(null) })
    const unended = await ask({ filter: { ...ALL_TRACES, query: '{ duration = nil }' } })
    expect(unended).toMatchObject({ total: 1, withoutDuration: 1, edges: [], percentiles: Array(6).fill(null) })
    const zero = await ask({ filter: { ...ALL_TRACES, query: '{ name = "log" }' } })
    expect(zero).toMatchObject({ total: 1, zeroDuration: 1, withoutDuration: 0, edges: [] })
  })

  test('fails with what is wrong with a query, and when it is cancelled', async () => {
    await expect(ask({ filter: { ...ALL_TRACES, query: '{ name = ' } })).rejects.toMatchObject({
      failure: { code: 'query_wrong' },
    })
    const cancelled = latencyMap(reader, new Matches(), PARAMETERS, AbortSignal.abort())
    await expect(cancelled).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  })
})

test('an archive without spans has no map', async () => {
  const archive = await archiveOf([])
  const reader = await ArchiveReader.open(archive.path)
  for (const over of ['spans', 'traces'] as const) {
    expect(await mapOf(reader, { over })).toMatchObject({ total: 0, timeBins: 0, edges: [], counts: [] })
  }
  reader.close()
  await archive.remove()
})

test('durations from a nanosecond to centuries have their bins', async () => {
  const durations = [1, 3, 99, 1e3, 999_999, 3.2e16, 9.2e18]
  const archive = await archiveOf(
    durations.map((duration, index) => ({ trace: `${index + 1}`, id: 'a', start: null, duration })),
  )
  const reader = await ArchiveReader.open(archive.path)
  const { edges, counts, withoutStart } = await mapOf(reader, { durationBins: 60 })
  const held = counts.flatMap((count, bin) => Array<number>(count).fill(bin))
  expect(held).toEqual(durations.map((duration) => edges.findIndex((edge) => edge > duration) - 1))
  expect(withoutStart).toBe(7)
  reader.close()
  await archive.remove()
})

describe('the edges of duration bins', () => {
  test('are numbers in which people count', () => {
    expect(durationEdges(150, 2_100, 60)).toEqual([
      140, 160, 180, 200, 224, 250, 280, 315, 355, 400, 450, 500, 560, 630, 710, 800, 900, 1000, 1120, 1250, 1400, 1600,
      1800, 2000, 2240,
    ])
    expect(durationEdges(1e3, 9e8, 60).slice(0, 12)).toEqual(
      [1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8, 10, 12.5].map((edge) => edge * 1e3),
    )
    expect(durationEdges(1, 1e12, 60).slice(0, 5)).toEqual([1, 2, 5, 10, 20])
    expect(durationEdges(1e6, 1e6, 60)).toHaveLength(13)
    // From a minute on they are minutes, hours and days.
    const edges = durationEdges(1e6, 14 * 3_600e9, 80).map((edge) => edge / 60e9)
    expect(edges.slice(edges.indexOf(1), edges.indexOf(1) + 10)).toEqual([1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8])
    expect(edges.slice(-5)).toEqual([6, 8, 10, 12, 15].map((hours) => hours * 60))
    expect(durationEdges(3_600e9, 9 * 86_400e9, 60).slice(-4)).toEqual([7.1, 8, 9, 10].map((days) => days * 86_400e9))
  })

  test('hold everything, in no more bins than asked for', () => {
    const nanoseconds = fc.bigInt({ min: 1n, max: 2n ** 63n - 1n }).map(Number)
    fc.assert(
      fc.property(nanoseconds, nanoseconds, fc.integer({ min: 60, max: 400 }), (one, other, bins) => {
        const [least, most] = [Math.min(one, other), Math.max(one, other)]
        const edges = durationEdges(least, most, bins)
        expect(edges.length - 1).toBeLessThanOrEqual(bins)
        expect(edges[0]).toBeLessThanOrEqual(least)
        expect(edges.at(-1)).toBeGreaterThan(most)
        expect(edges.every((edge, place) => place === 0 || edge > (edges[place - 1] ?? 0))).toBe(true)
      }),
    )
  })
})

const PARAMETERS: LatencyParameters = { filter: ALL_TRACES, over: 'spans', timeBins: 100, durationBins: 100 }

function mapOf(reader: ArchiveReader, parameters: Partial<LatencyParameters>): Promise<LatencyMap> {
  return latencyMap(reader, new Matches(), { ...PARAMETERS, ...parameters }, never)
}

function sums({ total, failed, zeroDuration, withoutDuration, withoutStart }: LatencyMap) {
  return { total, failed, zeroDuration, withoutDuration, withoutStart }
}

/** Each cell by the whole seconds and the milliseconds from which on it is. */
function sayCells({ origin, width, edges, cells: { time, duration, counts, errors } }: LatencyMap): string[] {
  const second = BigInt(SECOND)
  const first = ARCHIVE_START - (ARCHIVE_START % second)
  const said = [...time].map((bin, place) => {
    const start = (origin + BigInt(bin) * width - first) / second
    const least = (edges[duration[place] ?? -1] ?? NaN) / MS
    return `${start}s ${least} ms: ${counts[place]}, ${errors[place]} failed`
  })
  return said.toSorted((one, other) => parseFloat(one) - parseFloat(other) || one.localeCompare(other))
}

function byDuration({ edges, counts, errors }: LatencyMap): Record<string, [count: number, failed: number]> {
  const held = counts.flatMap((count, bin): [string, [number, number]][] =>
    count > 0 ? [[String((edges[bin] ?? NaN) / MS), [count, errors[bin] ?? 0]]] : [],
  )
  return Object.fromEntries(held)
}
