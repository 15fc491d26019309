import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql, type Statement } from '../../../main/archive/sql'
import { ArchiveReader } from '../../../main/queries/ArchiveReader'
import { difference, type DifferenceQuestion } from '../../../main/queries/explore/difference'
import { sidesOf } from '../../../main/queries/explore/sidesOf'
import { Matches } from '../../../main/queries/Matches'
import { cell, readRows } from '../../../main/queries/readRows'
import type { Difference, DifferingKey } from '../../../preload/contract/explore/difference'
import { Failed } from '../../../preload/contract/failure'
import { narrowQuery } from '../../../renderer/views/explore/narrowQuery'
import { differenceCondition } from '../../../renderer/views/explore/why/differenceCondition'
import { ALL_TRACES } from '../../support/allTraces'
import { ARCHIVE_START, archiveOf, type DrawnSpan, type WrittenArchive } from '../../support/archiveOf'
import { never } from '../../support/never'
import { placeInOrder } from '../../support/placeInOrder'

const SLOW = 1_000_000

/** 40 traces of two spans; the first ten roots are slow, all of them for one customer with many lines on one host. */
function shop(): DrawnSpan[] {
  return Array.from({ length: 40 }, (_, number): DrawnSpan[] => {
    const isSlow = number < 10
    const trace = (number + 1).toString(16)
    const resource: NonNullable<DrawnSpan['resource']> = {
      'service.name': ['shop', 's'],
      host: [isSlow ? 'h1' : number % 2 ? 'h2' : 'h3', 's'],
    }
    return [
      {
        trace,
        id: 'a',
        name: 'buy',
        start: number * 100,
        duration: isSlow ? SLOW + number : 10,
        resource,
        attributes: {
          customer: [isSlow || number === 20 ? 'big' : 'small', 's'],
          lines: [String(isSlow ? 100 + number : number), 'i'],
          'always.same': ['x', 's'],
          request: [`r-${number}-of-forty`, 's'],
        },
      },
      { trace, id: 'b', parent: 'a', name: 'pay', start: number * 100, duration: 5, resource },
    ]
  }).flat()
}

let archive: WrittenArchive
let reader: ArchiveReader
beforeAll(async () => {
  archive = await archiveOf(shop(), placeInOrder)
  reader = await ArchiveReader.open(archive.path)
})
afterAll(() => {
  reader.close()
  return archive.remove()
})

const OPEN = { from: null, to: null, least: null, most: null }
const slow = { brush: { ...OPEN, least: BigInt(SLOW) } }

function ask(query: string, question: Partial<DifferenceQuestion> = {}, signal = never, of = reader) {
  return difference(
    of,
    new Matches(),
    { filter: { ...ALL_TRACES, query }, over: 'spans', inside: slow, ...question },
    signal,
  )
}

function keyOf(answer: Difference, key: string): DifferingKey | undefined {
  return answer.keys.find((each) => each.key === key)
}

/** The definition, reckoned anew. */
function scoreOf(inside: number, all: number, outside: number, others: number): number {
  const entropy = (x: number) => -x * Math.log2(x) - (1 - x) * Math.log2(1 - x)
  const [p, q] = [(inside + 0.5) / (all + 1), (outside + 0.5) / (others + 1)]
  return entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2
}

describe('spans of an area against the others', () => {
  test('are counted by value, ranked by the documented score', async () => {
    const answer = await ask('{ name = "buy" }')
    expect(answer.inside).toEqual({ total: 10, counted: 10 })
    expect(answer.outside).toEqual({ total: 30, counted: 30 })
    expect(answer.keys.map(({ key }) => key)).toEqual(['lines', 'host', 'customer'])
    expect(keyOf(answer, 'customer')).toMatchObject({ scope: 'span', distinct: 2, differing: 2 })
    const [big, small] = keyOf(answer, 'customer')?.values ?? []
    expect(big).toMatchObject({ value: 's:big', inside: 10, outside: 1, least: null, most: null })
    expect(big?.score).toBeCloseTo(scoreOf(10, 10, 1, 30), 5)
    expect(small).toMatchObject({ value: 's:small', inside: 0, outside: 29 })
    expect(keyOf(answer, 'host')?.scope).toBe('resource')
    expect(keyOf(answer, 'host')?.values[0]).toMatchObject({ value: 's:h1', inside: 10, outside: 0 })
  })

  test('of many numbers find the range', async () => {
    const lines = keyOf(await ask('{ name = "buy" }'), 'lines')
    expect(lines?.values[0]).toMatchObject({ value: '', least: 100, most: null, inside: 10, outside: 0 })
    expect(lines?.distinct).toBe(40)
  })

  test('what all have, and what chance explains, is compared and not told', async () => {
    const answer = await ask('{ name = "buy" }')
    expect(keyOf(answer, 'always.same')).toBeUndefined()
    expect(answer.differing).toBe(answer.keys.length)
    // service.name, host, customer, lines, always.same, request, three of the span and two of its scope.
    expect(answer.compared).toBe(11)
  })

  test('a key that only one side has is told where no value says more', async () => {
    const { keys } = await ask('', { inside: { query: '{ name = "buy" }' } })
    const always = keys.find(({ key }) => key === 'always.same')
    expect(always?.values).toMatchObject([{ value: 's:x', inside: 40, outside: 0 }])
    const customer = keys.find(({ key }) => key === 'customer')
    expect(customer?.values[0]).toMatchObject({ value: 'any', inside: 40, outside: 0 })
    expect(keys.find(({ key }) => key === 'span:name')?.scope).toBe('intrinsic')
  })

  test('start within the area and within the filter', async () => {
    const start = ARCHIVE_START
    const answer = await ask('{ name = "buy" }', {
      inside: { brush: { ...OPEN, from: start + 500n, to: start + 1_000n } },
      filter: { query: '{ name = "buy" }', from: start, to: start + 2_000n, limit: null, selection: null },
    })
    expect([answer.inside.total, answer.outside.total]).toEqual([5, 15])
  })
})

test('the condition of a value finds those that were counted, and its opposite the others', async () => {
  const population = '{ name = "buy" }'
  const { keys } = await ask(population)
  const total = async (query: string) => {
    const { inside, outside } = await ask(query)
    return [inside.total, outside.total]
  }
  expect(keys.flatMap(({ values }) => values).length).toBeGreaterThan(4)
  for (const key of keys) {
    for (const value of key.values) {
      const condition = differenceCondition(key, value) ?? ''
      const counts = [value.inside, value.outside]
      expect([condition, await total(narrowQuery(population, condition))]).toEqual([condition, counts])
      const others = [10 - value.inside, 30 - value.outside]
      expect([condition, await total(narrowQuery(population, `!(${condition})`))]).toEqual([condition, others])
    }
  }
})

describe('traces', () => {
  test('count once for each value, with all their spans', async () => {
    const answer = await ask('{ name = "pay" }', {
      over: 'traces',
      inside: { query: '{ name = "buy" && span.customer = "big" }' },
    })
    expect([answer.inside, answer.outside]).toEqual([
      { total: 11, counted: 11 },
      { total: 29, counted: 29 },
    ])
    expect(keyOf(answer, 'customer')?.values[0]).toMatchObject({ value: 's:big', inside: 11, outside: 0 })
    // Both spans of a trace have the host.
    expect(keyOf(answer, 'host')?.values[0]).toMatchObject({ value: 's:h1', inside: 10, outside: 0 })
  })

  test('lie in the area by their own start and duration', async () => {
    const answer = await ask('', { over: 'traces', inside: slow })
    expect([answer.inside.total, answer.outside.total]).toEqual([10, 30])
  })
})

test('what nearly every span has another of, ids and long texts are set aside, each with its reason', async () => {
  const sentence = 'the customer asked for the parcel to be left with the neighbours in house number '
  const spans = Array.from({ length: 120 }, (_, number): DrawnSpan => {
    const id = (number + 4_096).toString(16).padStart(16, 'a')
    return {
      trace: String(number),
      id: 'a',
      duration: number,
      attributes: {
        order: [`o${number}`, 's'],
        session: [number % 2 ? id : `b${id.slice(1)}`, 's'],
        note: [sentence + (number % 60), 's'],
        plan: [number < 60 ? 'free' : 'paid', 's'],
      },
    }
  })
  await withArchive(spans, async (of) => {
    const { aside, keys } = await ask('', { inside: { brush: { ...OPEN, least: 60n } } }, never, of)
    expect(aside.map(({ scope, key, reason, distinct }) => [scope, key, reason, distinct])).toEqual([
      ['span', 'note', 'text', 60],
      ['span', 'order', 'unique', 120],
      ['span', 'session', 'id', 120],
    ])
    expect(aside.find(({ key }) => key === 'order')?.example).toBe('o0')
    expect(keys.map(({ key }) => key)).toEqual(['plan'])
  })
})

describe('hostile archives', () => {
  const NOTHING = { keys: [], differing: 0, compared: 0, aside: [] }
  const none = { total: 0, counted: 0 }

  test('without spans, with one, with nothing inside or nothing outside', async () => {
    await withArchive([], async (of) => {
      for (const over of ['spans', 'traces'] as const) {
        expect(await ask('', { over }, never, of)).toEqual({ inside: none, outside: none, ...NOTHING })
      }
    })
    await withArchive([{ trace: '1', id: 'a', duration: SLOW }], async (of) => {
      const one = { total: 1, counted: 1 }
      expect(await ask('', {}, never, of)).toEqual({ inside: one, outside: none, ...NOTHING })
    })
    expect((await ask('', { inside: { query: '{ name = "no such" }' } })).inside).toEqual(none)
  })

  test('spans without start or duration are outside of any area', async () => {
    const spans = [null, 0, 5, SLOW].map((duration, number): DrawnSpan => ({
      trace: '1',
      id: `${number}`,
      duration,
      start: number === 3 ? null : number,
    }))
    await withArchive(spans, async (of) => {
      const { inside, outside } = await ask(
        '',
        { inside: { brush: { ...OPEN, from: ARCHIVE_START, least: 0n } } },
        never,
        of,
      )
      expect([inside.total, outside.total]).toEqual([2, 2])
    })
  })

  test('attributes that are null, not finite or of several types', async () => {
    const spans = Array.from({ length: 40 }, (_, number): DrawnSpan => ({
      trace: '1',
      id: `a${number}`,
      duration: number,
      attributes: {
        gone: ['', 'n'],
        mixed: number % 2 ? [String(number), 'i'] : [number < 20 ? 'NaN' : 'Infinity', 'd'],
        [`'"; drop`]: [number < 20 ? `it's` : '', 's'],
      },
    }))
    await withArchive(spans, async (of) => {
      const { keys } = await ask('', { inside: { brush: { ...OPEN, least: 20n } } }, never, of)
      expect(keys.map(({ key }) => key).sort()).toEqual([`'"; drop`, 'mixed'])
      expect(keys.find(({ key }) => key === 'mixed')?.values[0]).toMatchObject({
        value: '',
        least: 21,
        most: null,
        inside: 10,
      })
    })
  })

  test('a query that is none, and a question that is given up', async () => {
    await expect(ask('{ nope')).rejects.toSatisfy((error) => error instanceof Failed)
    await expect(ask('', { inside: { query: '{ nope' } })).rejects.toSatisfy((error) => error instanceof Failed)
    await expect(ask('', {}, AbortSignal.abort())).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  })
})

test('of a large side a sample from all of it is counted, and said', async () => {
  const units = (inside: Statement) => ({
    units: sql`SELECT i::INTEGER AS unit, i::INTEGER // 2048 AS block, 1 AS weight, ${inside} AS inside FROM range(1000000) t(i)`,
    over: 'spans' as const,
    spansOf: (chosen: Statement) => chosen,
  })
  const kept: Statement[] = []
  const keep = async (statement: Statement) => {
    const name = await reader.keep(statement, never)
    kept.push(name)
    return name
  }
  const { inside, outside, sample } = await sidesOf(reader, units(sql`i % 100000 = 0`), keep, never)
  expect(inside).toEqual({ total: 10, counted: 10 })
  expect(outside.total).toBe(999_990)
  expect(outside.counted).toBeGreaterThan(150_000)
  expect(outside.counted).toBeLessThanOrEqual(204_800)
  const [spread] = await readRows(reader.chunks(sql`SELECT count(DISTINCT unit // 100000) FROM ${sample}`, never), {
    count: cell.number,
  })
  expect(spread).toEqual({ count: 10 })
  for (const name of kept) reader.forget(name)
})

async function withArchive(spans: DrawnSpan[], use: (of: ArchiveReader) => Promise<void>): Promise<void> {
  const written = await archiveOf(spans, placeInOrder)
  const of = await ArchiveReader.open(written.path)
  await use(of).finally(() => of.close())
  await written.remove()
}
