import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf } from '../../preload/contract/failure'
import type { Arrangement, ResultFilter } from '../../preload/contract/sql/held'
import type { SqlResult, SqlValue } from '../../preload/contract/sql/sql'
import { never } from '../support/never'
import { TestConsole } from './TestConsole'

let test: TestConsole

beforeAll(async () => {
  test = await TestConsole.open()
})
afterAll(() => test.close())

const context = { signal: never, progress: () => undefined }
const ascending = (column: number) => ({ column, descending: false })
const descending = (column: number) => ({ column, descending: true })

/** The rows of a result as they are arranged. */
async function arranged({ resultId }: SqlResult, given: Partial<Arrangement>): Promise<SqlValue[][]> {
  const held = { session: 'test', resultId }
  const arrangement = { order: [], filters: [], ...given }
  const { arrangementId, rowCount } = await test.console.arrange({ ...held, arrangement }, context)
  const rows = await test.console.rows({ ...held, arrangementId, first: 0, count: 2_000 }, context)
  expect(rows).toHaveLength(Math.min(rowCount, 2_000))
  return rows
}

/** The first column of a statement's rows, in the order of its second. */
async function sorted(values: string, order: 'ascending' | 'descending'): Promise<SqlValue[]> {
  const result = await test.run(`FROM (VALUES ${values}) AS numbered(n, value)`)
  return (await arranged(result, { order: [{ column: 1, descending: order === 'descending' }] })).map(
    ([n]) => n ?? null,
  )
}

describe('sorting', () => {
  it.each([
    [`(1, 'b'), (2, NULL), (3, 'a'), (4, NULL), (5, 'b')`, [3, 1, 5, 2, 4], [1, 5, 3, 2, 4]],
    [`(1, 'NaN'::DOUBLE), (2, NULL), (3, '-inf'), (4, 0), (5, 'inf')`, [3, 4, 5, 1, 2], [1, 5, 4, 3, 2]],
    [`(1, 10::HUGEINT), (2, -9), (3, 170141183460469231731687303715884105727)`, [2, 1, 3], [3, 1, 2]],
    [
      `(1, TIMESTAMP_NS '2024-01-01 00:00:00.000000002'), (2, '2024-01-01 00:00:00.000000001'), (3, NULL)`,
      [2, 1, 3],
      [1, 2, 3],
    ],
    [`(1, [2]), (2, [10]), (3, NULL), (4, [1])`, [2, 4, 1, 3], [1, 4, 2, 3]],
    [`(1, MAP {'b': 1}), (2, MAP {'a': 2}), (3, NULL)`, [2, 1, 3], [1, 2, 3]],
    [`(1, {'a': 'y'}), (2, {'a': 'x'})`, [2, 1], [1, 2]],
    [`(1, INTERVAL 2 DAY), (2, INTERVAL 1 HOUR)`, [2, 1], [1, 2]],
    [`(1, true), (2, false), (3, NULL)`, [2, 1, 3], [1, 2, 3]],
  ])('%s', async (values, upwards, downwards) => {
    expect(await sorted(values, 'ascending')).toEqual(upwards)
    expect(await sorted(values, 'descending')).toEqual(downwards)
  })

  it('goes by the first order first, and keeps the order of what ties', async () => {
    const result = await test.run('SELECT range % 3 AS a, range % 2 AS b, range AS n FROM range(12)')
    const rows = await arranged(result, { order: [descending(0), ascending(1)] })
    expect(rows.map(([, , n]) => n)).toEqual([2, 8, 5, 11, 4, 10, 1, 7, 0, 6, 3, 9])
  })

  it('can do so with every type there is', async () => {
    const result = await test.run('FROM test_all_types()')
    for (const column of result.columns.keys()) {
      const rows = await arranged(result, { order: [descending(column)] })
      expect(rows[2]?.[column]).toBeNull()
    }
  })
})

describe('filtering', () => {
  const kept = async (statement: string, filter: ResultFilter): Promise<SqlValue[]> =>
    (await arranged(await test.run(statement), { filters: [filter] })).map(([first]) => first ?? null)

  it.each<[string, ResultFilter['test'], string, unknown[]]>([
    ['(1), (2), (NULL), (3)', 'equals', '2', [2]],
    ['(1), (2), (NULL), (3)', 'differs', '2', [1, null, 3]],
    ['(1), (2), (NULL), (3)', 'atLeast', '2', [2, 3]],
    ['(1), (2), (NULL), (3)', 'atMost', '2', [1, 2]],
    ['(1), (2), (NULL), (3)', 'null', '', [null]],
    ['(1), (2), (NULL), (3)', 'notNull', '', [1, 2, 3]],
    ['(12), (21), (3)', 'contains', '2', [12, 21]],
    [`('ÄB'), ('äbc'), ('b')`, 'contains', 'äB', ['ÄB', 'äbc']],
    [`('50%'), ('500')`, 'contains', '0%', ['50%']],
    [`(9223372036854775807), (9223372036854775806)`, 'equals', '9223372036854775807', ['9223372036854775807']],
    [`('0.1'::FLOAT), (0.2)`, 'equals', '0.1', [0.1]],
    [`('NaN'::DOUBLE), (1)`, 'equals', 'NaN', ['NaN']],
    [`(MAP {'a': 'b"'}), (MAP {'a': 'c'})`, 'equals', '{"a":"b\\""}', [{ a: 'b"' }]],
    [`([1, NULL]), ([2])`, 'equals', '[1,null]', [[1, null]]],
    [`('\\xFF'::BLOB), ('a')`, 'equals', '/w==', ['/w==']],
    [
      `(TIMESTAMP_NS '2024-01-01 00:00:00.000000002'), ('2024-01-01')`,
      'atLeast',
      '2024-01-01T00:00:00.000000001Z',
      ['2024-01-01T00:00:00.000000002Z'],
    ],
    [`(TIMESTAMP '2024-01-01 10:00:00'), ('2024-02-01')`, 'contains', '-01T10:00', ['2024-01-01T10:00:00.000000000Z']],
    [`('b'::ENUM('a', 'b')), ('a')`, 'equals', 'b', ['b']],
  ])('%s %s %s', async (values, name, value, left) => {
    const filter = name === 'null' || name === 'notNull' ? { column: 0, test: name } : { column: 0, test: name, value }
    expect(await kept(`FROM (VALUES ${values}) AS held(it)`, filter)).toEqual(left)
  })

  it('holds all filters at once, and sorts what is left', async () => {
    const result = await test.run('FROM spans SELECT name, duration_ns, status')
    const filters: ResultFilter[] = [
      { column: 0, test: 'differs', value: 'step 0' },
      { column: 1, test: 'atLeast', value: '4000' },
    ]
    const rows = await arranged(result, { filters, order: [descending(1)] })
    expect(rows.map(([name, duration]) => `${String(name)} ${String(duration)}`)).toEqual([
      'step 2 8000',
      'step 1 7000',
      'step 2 5000',
      'step 1 4000',
    ])
  })

  it('may leave nothing', async () => {
    expect(await kept('SELECT 1', { column: 0, test: 'equals', value: '2' })).toEqual([])
  })

  it('says what is no value of the column', async () => {
    const result = await test.run('SELECT 1::BIGINT AS a')
    const failure = await arranged(result, { filters: [{ column: 0, test: 'equals', value: '1; DROP' }] }).catch(
      failureOf,
    )
    expect(failure).toEqual({
      code: 'sql_failed',
      message: '“1; DROP” is no value of the type BIGINT.',
      position: null,
    })
  })

  it('has no column beyond the last', async () => {
    const failure = await arranged(await test.run('SELECT 1'), { order: [ascending(1)] }).catch(failureOf)
    expect(failure).toEqual({ code: 'sql_failed', message: 'The result has no column 2.', position: null })
  })

  it.each([`'; DROP TABLE spans; --`, '" OR 1=1', '$1', '%', `\u0000`, '🦆'])('takes %j as a text', async (value) => {
    const result = await test.run('SELECT $v AS v UNION ALL SELECT NULL', {
      parameters: { v: { type: 'text', value } },
    })
    for (const name of ['equals', 'contains', 'atLeast'] as const) {
      expect(await arranged(result, { filters: [{ column: 0, test: name, value }] })).toEqual([[value]])
    }
  })
})

describe('an arrangement', () => {
  it('goes with the next one, and with the result', async () => {
    const { resultId } = await test.run('SELECT range AS n FROM range(5)')
    const held = { session: 'test', resultId }
    const arrange = (order: Arrangement['order']) =>
      test.console.arrange({ ...held, arrangement: { order, filters: [] } }, context)
    const first = async (arrangementId: number | null) =>
      test.console.rows({ ...held, arrangementId, first: 0, count: 1 }, context).catch(failureOf)
    const { arrangementId } = await arrange([descending(0)])
    expect(await first(arrangementId)).toEqual([[4]])
    expect(await first(null)).toEqual([[0]])
    const next = await arrange([])
    expect(await first(arrangementId)).toEqual({ code: 'sql_result_gone' })
    expect(await first(next.arrangementId)).toEqual([[0]])
    await test.run('SELECT 1')
    expect(await first(next.arrangementId)).toEqual({ code: 'sql_result_gone' })
  })

  it('of a million rows is there to the last', async () => {
    const result = await test.run('SELECT range AS n, hash(range) % 1000 AS h FROM range(1_000_000)')
    const held = { session: 'test', resultId: result.resultId }
    const arrangement = { order: [descending(1), descending(0)], filters: [] }
    const { arrangementId } = await test.console.arrange({ ...held, arrangement }, context)
    const wanted = await test.run('SELECT range, hash(range) % 1000 FROM range(1_000_000) ORDER BY 2 DESC, 1 DESC', {
      session: 'b',
    })
    for (const first of [0, 543_210, 999_990]) {
      const rows = await test.console.rows({ ...held, arrangementId, first, count: 100 }, context)
      const other = { session: 'b', resultId: wanted.resultId, arrangementId: null, first, count: 100 }
      expect(rows).toEqual(await test.console.rows(other, context))
    }
  })
})

it('gives a cell whole, which rows cut', async () => {
  const { resultId, rows } = await test.run(
    `SELECT range AS n, repeat('x', 100_001 + range::INT) AS long FROM range(3)`,
  )
  expect(String(rows[0]?.[1])).toContain('(cut: 100,001 characters)')
  const held = { session: 'test', resultId }
  const arrangement = { order: [descending(0)], filters: [] }
  const { arrangementId } = await test.console.arrange({ ...held, arrangement }, context)
  const cell = (row: number, id: number | null) =>
    test.console.cell({ ...held, arrangementId: id, row, column: 1 }, context)
  expect(await cell(0, null)).toBe('x'.repeat(100_001))
  expect(await cell(0, arrangementId)).toBe('x'.repeat(100_003))
  expect(await cell(3, null)).toBeNull()
})
