import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ArchiveReader } from '../../../main/queries/ArchiveReader'
import { latencyMap } from '../../../main/queries/explore/latencyMap'
import { ratesOverTime, type RatesParameters } from '../../../main/queries/explore/ratesOverTime'
import { Matches } from '../../../main/queries/Matches'
import { ALL_TRACES } from '../../support/allTraces'
import { archiveOf, type DrawnSpan, type WrittenArchive } from '../../support/archiveOf'
import { never } from '../../support/never'

const SECOND = 1_000_000_000

function of(route: string): Pick<DrawnSpan, 'attributes'> {
  return { attributes: { 'http.route': [route, 's'] } }
}

describe('rates over time', () => {
  let archive: WrittenArchive
  let reader: ArchiveReader
  beforeAll(async () => {
    archive = await archiveOf([
      { trace: '1', id: 'a', start: 0, duration: 10, ...of('/buy') },
      { trace: '1', id: 'b', parent: 'a', start: 1, duration: 20, status: 'error', ...of('/pay') },
      { trace: '1', id: 'c', parent: 'a', start: 2, duration: null },
      { trace: '2', id: 'a', start: 2 * SECOND, duration: 0 },
      { trace: '2', id: 'b', parent: 'a', start: 2 * SECOND, duration: 7, ...of('/pay') },
      { trace: '3', id: 'a', start: null, duration: null, status: 'error', ...of('/lost') },
    ])
    reader = await ArchiveReader.open(archive.path)
  })
  afterAll(() => {
    reader.close()
    return archive.remove()
  })

  const ask = (parameters: Partial<RatesParameters>) =>
    ratesOverTime(reader, new Matches(), { filter: ALL_TRACES, over: 'spans', bins: 4, by: null, ...parameters }, never)

  test('count, failures and percentiles of each bin', async () => {
    expect(await ask({})).toMatchObject({
      width: BigInt(SECOND),
      counts: [3, 0, 2],
      errors: [1, 0, 0],
      p50: [10, null, 0],
      p95: [20, null, 7],
      p99: [20, null, 7],
      withoutStart: 1,
      by: null,
    })
  })

  test('are in the bins of the map', async () => {
    const filter = { ...ALL_TRACES, query: '{ span.http.route != nil }' }
    for (const over of ['spans', 'traces'] as const) {
      const { origin, width, counts } = await ask({ filter, over, bins: 100 })
      const map = await latencyMap(reader, new Matches(), { filter, over, timeBins: 100, durationBins: 60 }, never)
      expect([origin, width, counts.length]).toEqual([map.origin, map.width, map.timeBins])
    }
  })

  test('are told by the values of a field, missing ones too', async () => {
    expect((await ask({ by: 'span.http.route' })).by).toEqual({
      series: [
        { value: 'nil', counts: [1, 0, 1], errors: [0, 0, 0] },
        { value: 's:/pay', counts: [1, 0, 1], errors: [1, 0, 0] },
        { value: 's:/buy', counts: [1, 0, 0], errors: [0, 0, 0] },
      ],
      others: null,
    })
    const asked = await ask({ by: 'resource.service.name', filter: { ...ALL_TRACES, query: '{ status = error }' } })
    expect(asked.by?.series.map(({ value, counts }) => [value, counts])).toEqual([['nil', [1]]])
  })

  test('of a trace are told by the first of its spans that matches and has the field', async () => {
    const { counts, errors, by } = await ask({ over: 'traces', by: 'span.http.route' })
    expect([counts, errors]).toEqual([
      [1, 0, 1],
      [1, 0, 0],
    ])
    expect(by?.series.map((one) => [one.value, one.counts])).toEqual([
      ['s:/buy', [1, 0, 0]],
      ['s:/pay', [0, 0, 1]],
    ])
    const paid = await ask({
      over: 'traces',
      by: 'span.http.route',
      filter: { ...ALL_TRACES, query: '{ status = error }' },
    })
    expect(paid.by?.series.map((one) => one.value)).toEqual(['s:/pay'])
  })

  test('are empty where nothing matches', async () => {
    const filter = { ...ALL_TRACES, query: '{ name = "none" }' }
    expect(await ask({ filter, by: 'name' })).toMatchObject({ counts: [], p50: [], by: { series: [], others: null } })
  })

  test('fail with what is wrong with the field, and when cancelled', async () => {
    await expect(ask({ by: 'span.' })).rejects.toMatchObject({ failure: { code: 'query_wrong' } })
    await expect(ask({ by: 'name, kind' })).rejects.toMatchObject({ failure: { code: 'query_wrong' } })
    const parameters = { filter: ALL_TRACES, over: 'spans' as const, bins: 4, by: null }
    const cancelled = ratesOverTime(reader, new Matches(), parameters, AbortSignal.abort())
    await expect(cancelled).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  })
})

test('values have the type of their attribute, whether the archive knows of one or of several', async () => {
  const spans: DrawnSpan[] = [
    { trace: '1', id: 'a', attributes: { code: ['7', 'i'], retry: ['true', 'b'] } },
    { trace: '1', id: 'b', attributes: { code: ['7', 's'], retry: ['true', 'b'] } },
    { trace: '1', id: 'c' },
  ]
  const archive = await archiveOf(spans, (connection) =>
    connection.run(`INSERT INTO store.attribute_keys VALUES
      ('span', 'code', 'i', 1, true), ('span', 'code', 's', 1, true), ('span', 'retry', 'b', 2, true)`),
  )
  const reader = await ArchiveReader.open(archive.path)
  const valuesBy = async (by: string) => {
    const parameters = { filter: ALL_TRACES, over: 'spans' as const, bins: 2, by }
    const rates = await ratesOverTime(reader, new Matches(), parameters, never)
    return rates.by?.series.map(({ value, counts }) => [value, ...counts])
  }
  expect(await valuesBy('span.code')).toEqual([
    ['n:7', 1],
    ['nil', 1],
    ['s:7', 1],
  ])
  expect(await valuesBy('span.retry')).toEqual([
    ['b:true', 2],
    ['nil', 1],
  ])
  reader.close()
  await archive.remove()
})

test('the largest ten values are told one by one, the others together', async () => {
  const archive = await archiveOf(
    Array.from({ length: 78 }, (_, span): DrawnSpan => {
      // One span of the first operation, two of the second … twelve of the last.
      const operation = Math.floor((Math.sqrt(8 * span + 1) - 1) / 2)
      return { trace: '1', id: span.toString(16), name: `operation ${operation + 1}`, start: span, status: 'error' }
    }),
  )
  const reader = await ArchiveReader.open(archive.path)
  const parameters = { filter: ALL_TRACES, over: 'spans' as const, bins: 2, by: 'name' }
  const { counts, by } = await ratesOverTime(reader, new Matches(), parameters, never)
  const sum = (values: number[]) => values.reduce((all, one) => all + one, 0)
  expect(by?.series.map(({ value, counts: each }) => [value, sum(each)])).toEqual(
    [12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((count) => [`s:operation ${count}`, count]),
  )
  expect(by?.others?.values).toBe(2)
  expect([sum(by?.others?.counts ?? []), sum(by?.others?.errors ?? [])]).toEqual([3, 3])
  expect(sum(counts)).toBe(78)
  reader.close()
  await archive.remove()
})
