import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf } from '../../preload/contract/failure'
import type { Arrangement, ColumnProfile } from '../../preload/contract/sql/held'
import { never } from '../support/never'
import { TestConsole } from './TestConsole'

let test: TestConsole

beforeAll(async () => {
  test = await TestConsole.open()
})
afterAll(() => test.close())

const context = { signal: never, progress: () => undefined }

/** The profile of the last column that a statement answers. */
async function profile(statement: string, arrangement?: Arrangement): Promise<ColumnProfile> {
  const { resultId, columns } = await test.run(statement)
  const held = { session: 'test', resultId }
  const { arrangementId } = arrangement
    ? await test.console.arrange({ ...held, arrangement }, context)
    : { arrangementId: null }
  return test.console.profile({ ...held, arrangementId, column: columns.length - 1 }, context)
}

const values = (list: string) => profile(`FROM (VALUES ${list}) AS held(it)`)
const counts = ({ bins }: ColumnProfile) => bins.map(({ from, to, count }) => [from, to, count])

describe('the profile of a column', () => {
  it('of integers', async () => {
    expect(await values('(5), (1), (1), (NULL), (4), (2)')).toEqual({
      rowCount: 6,
      nullCount: 1,
      distinctCount: 4,
      distinctIsEstimated: false,
      least: 1,
      most: 5,
      mean: 2.6,
      quantiles: [
        { at: 0.05, value: 1 },
        { at: 0.25, value: 1 },
        { at: 0.5, value: 2 },
        { at: 0.75, value: 4 },
        { at: 0.95, value: 5 },
      ],
      commonest: [{ value: 1, count: 2 }],
      bins: [
        { from: 1, to: 2, count: 2 },
        { from: 2, to: 3, count: 1 },
        { from: 3, to: 4, count: 0 },
        { from: 4, to: 5, count: 1 },
        { from: 5, to: 6, count: 1 },
      ],
    })
  })

  it('of integers beyond 2^53, as text', async () => {
    const found = await values('(9223372036854775806), (9223372036854775807)')
    expect(found).toMatchObject({ least: '9223372036854775806', most: '9223372036854775807', distinctCount: 2 })
    expect(counts(found)).toEqual([
      ['9223372036854775806', '9223372036854775807', 1],
      ['9223372036854775807', '9223372036854775808', 1],
    ])
  })

  it('of integers as far apart as they can be', async () => {
    const found = await values('(-9223372036854775808), (0), (9223372036854775807)')
    expect(counts(found).filter(([, , count]) => count !== 0)).toHaveLength(3)
    expect(found.bins.length).toBeLessThanOrEqual(60)
  })

  it('of unsigned integers', async () => {
    expect(counts(await values('(18446744073709551615::UBIGINT), (18446744073709551614)'))).toEqual([
      ['18446744073709551614', '18446744073709551615', 1],
      ['18446744073709551615', '18446744073709551616', 1],
    ])
  })

  it('of doubles, some of them none', async () => {
    const found = await values(`(0.1::DOUBLE), (0.25), ('NaN'), ('inf'), (0.3)`)
    expect(found).toMatchObject({ rowCount: 5, nullCount: 0, distinctCount: 5, least: 0.1, most: 'NaN', mean: null })
    expect(found.bins).toHaveLength(41)
    expect(found.bins[0]).toEqual({ from: 0.1, to: 0.105, count: 1 })
    expect(counts(found).filter(([, , count]) => count !== 0)).toEqual([
      [0.1, 0.105, 1],
      [0.25, 0.255, 1],
      [0.3, 0.305, 1],
    ])
  })

  it.each([
    ['one double', `(2.5::DOUBLE), (2.5)`, [[2.5, 3.5, 2]]],
    ['one integer', `(7)`, [[7, 8, 1]]],
    ['decimals', `(0.5), (1.5)`, 60],
    ['doubles too far apart', `(-1.7e308::DOUBLE), (1.7e308)`, []],
    ['texts', `('a')`, []],
    [
      'days',
      `(DATE '2024-02-28'), (DATE '2024-03-01'), (DATE 'infinity')`,
      [
        ['2024-02-28', '2024-02-29', 1],
        ['2024-02-29', '2024-03-01', 0],
        ['2024-03-01', '2024-03-02', 1],
      ],
    ],
  ])('has bins of %s', async (_, list, expected) => {
    const found = counts(await values(list))
    if (typeof expected === 'number') expect(found.length).toBeLessThanOrEqual(expected)
    else expect(found).toEqual(expected)
    if (typeof expected === 'number') expect(found.reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(2)
  })

  it('of times, to the nanosecond', async () => {
    const found = await profile("SELECT start_time FROM spans WHERE span_id <= printf('%016x', 3)")
    expect(found).toMatchObject({
      rowCount: 3,
      least: '2024-05-01T00:00:00.000000123Z',
      most: '2024-05-01T00:00:00.000002123Z',
      mean: null,
    })
    expect(found.quantiles[2]).toEqual({ at: 0.5, value: '2024-05-01T00:00:00.000001123Z' })
    expect(counts(found)[0]).toEqual(['2024-05-01T00:00:00.000000100Z', '2024-05-01T00:00:00.000000150Z', 1])
    expect(found.bins).toHaveLength(41)
  })

  it('of booleans', async () => {
    expect(await values('(true), (false), (true), (NULL)')).toMatchObject({
      nullCount: 1,
      distinctCount: 2,
      least: false,
      most: true,
      quantiles: [],
      commonest: [{ value: true, count: 2 }],
      bins: [],
    })
  })

  it('of texts, the commonest first and then as they come', async () => {
    const found = await values(`('b'), ('a'), ('a'), ('c'), ('b'), ('b'), ('d'), ('c')`)
    expect(found).toMatchObject({ least: 'a', most: 'd', mean: null, quantiles: [] })
    expect(found.commonest).toEqual([
      { value: 'b', count: 3 },
      { value: 'a', count: 2 },
      { value: 'c', count: 2 },
    ])
  })

  it('of maps, lists and structs, by their text', async () => {
    expect(await values(`(MAP {'a': 'x'}), (MAP {'a': 'x'}), (NULL)`)).toMatchObject({
      nullCount: 1,
      distinctCount: 1,
      least: null,
      most: null,
      commonest: [{ value: '{"a":"x"}', count: 2 }],
    })
    expect(await values(`([1]), ([1]), ([2])`)).toMatchObject({
      distinctCount: 2,
      commonest: [{ value: '[1]', count: 2 }],
    })
    expect(await values(`({'a': 1}), ({'a': 2})`)).toMatchObject({ distinctCount: 2, commonest: [] })
  })

  it.each(['SELECT 1 AS a WHERE false', 'SELECT NULL::TIMESTAMP_NS FROM range(3)', 'SELECT NULL', 'FROM span_events'])(
    'of nothing: %s',
    async (statement) => {
      const found = await profile(statement)
      expect(found).toMatchObject({
        distinctCount: 0,
        least: null,
        most: null,
        mean: null,
        quantiles: [],
        commonest: [],
      })
      expect(found.bins).toEqual([])
      expect(found.nullCount).toBe(found.rowCount)
    },
  )

  it('of every type there is', async () => {
    const { resultId, columns } = await test.run('FROM test_all_types()')
    for (const column of columns.keys()) {
      const found = await test.console.profile({ session: 'test', resultId, arrangementId: null, column }, context)
      expect(found).toMatchObject({ rowCount: 3, nullCount: 1, distinctCount: 2 })
    }
  })

  it('is that of the rows that are left', async () => {
    const arrangement: Arrangement = {
      order: [{ column: 0, descending: true }],
      filters: [{ column: 0, test: 'atLeast', value: '8' }],
    }
    expect(await profile('SELECT range AS n FROM range(10)', arrangement)).toMatchObject({
      rowCount: 2,
      least: 8,
      most: 9,
    })
    expect(await profile('SELECT duration_ns FROM spans', arrangement)).toMatchObject({ rowCount: 8, least: 1000 })
  })

  it('of many rows is estimated, with the commonest values counted', async () => {
    const found = await profile(`
      SELECT CASE WHEN range % 10 = 0 THEN -1 - range % 3 ELSE range END FROM range(1_500_000) ORDER BY hash(range)`)
    expect(found.distinctIsEstimated).toBe(true)
    expect(found.distinctCount).toBeGreaterThan(1_200_000)
    expect(found.distinctCount).toBeLessThan(1_500_000)
    expect(found.commonest).toEqual([
      { value: -1, count: 50_000 },
      { value: -2, count: 50_000 },
      { value: -3, count: 50_000 },
    ])
    expect(found.bins.reduce((sum, { count }) => sum + count, 0)).toBe(1_500_000)
  })

  it('has no column beyond the last', async () => {
    const { resultId } = await test.run('SELECT 1')
    const failure = test.console.profile({ session: 'test', resultId, arrangementId: null, column: 1 }, context)
    expect(await failure.catch(failureOf)).toMatchObject({ message: 'The result has no column 2.' })
  })
})
