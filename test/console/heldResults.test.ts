import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf } from '../../preload/contract/failure'
import type { ChartQuestion, EarlyRows } from '../../preload/contract/sql/held'
import type { SqlParameters } from '../../preload/contract/sql/parameters'
import type { SqlProgress, SqlResult, SqlValue } from '../../preload/contract/sql/sql'
import { never } from '../support/never'
import { TestConsole } from './TestConsole'

let test: TestConsole

beforeAll(async () => {
  test = await TestConsole.open({ spanCount: 30_000, memoryLimitBytes: 1024 ** 3 })
}, 60_000)
afterAll(() => test.close())

const context = { signal: never, progress: () => undefined }

async function rowsOf({ resultId }: SqlResult, first = 0, count = 40): Promise<SqlValue[][]> {
  return test.console.rows({ session: 'test', resultId, arrangementId: null, first, count }, context)
}

/** Runs a statement; also the rows that it reported before its end. */
async function runEarly(statement: string, parameters: SqlParameters = {}) {
  let early: EarlyRows | undefined
  const progress = (report: SqlProgress) => (early = report.early ?? early)
  return { result: await test.run(statement, { parameters, progress }), early }
}

describe('a selection of spans', () => {
  const texts = (rows: SqlValue[][]) => rows.map((row) => JSON.stringify(row))

  it.each<[string, string]>([
    ['FROM spans', 'FROM spans ORDER BY start_time'],
    ['SELECT name, span_id FROM spans', 'SELECT name, span_id FROM (FROM spans) ORDER BY start_time'],
    [
      `SELECT * FROM spans WHERE name = 'step 1'`,
      `SELECT * FROM (FROM spans) WHERE name = 'step 1' ORDER BY start_time`,
    ],
    [
      `SELECT s.* EXCLUDE (attributes), attributes, s.kind FROM "spans" AS s -- all
       WHERE s.duration_ns % 7 = 0 /* some */`,
      'SELECT * EXCLUDE (attributes), attributes, kind FROM (FROM spans) WHERE duration_ns % 7 = 0 ORDER BY start_time',
    ],
    [
      'FROM spans WHERE duration_ns < 9000 ORDER BY duration_ns DESC',
      'FROM (FROM spans) WHERE duration_ns < 9000 ORDER BY duration_ns DESC',
    ],
    [
      'SELECT name, duration_ns FROM spans ORDER BY duration_ns DESC LIMIT 5 OFFSET 2',
      'SELECT * FROM (SELECT name, duration_ns FROM spans) ORDER BY 2 DESC LIMIT 5 OFFSET 2',
    ],
    [
      `SELECT span_id FROM spans t WHERE EXISTS (SELECT 1 FROM spans WHERE parent_span_id = t.span_id AND status = 'error') ORDER BY t.span_id`,
      `SELECT parent_span_id FROM (FROM spans) WHERE status = 'error' ORDER BY 1`,
    ],
    ['SELECT name FROM spans ORDER BY 1', 'SELECT name FROM (FROM spans) ORDER BY 1'],
    ['SELECT name AS n FROM spans ORDER BY n', 'SELECT name FROM (FROM spans) ORDER BY 1'],
    ['FROM spans SELECT name ORDER BY name', 'SELECT name FROM (FROM spans) ORDER BY 1'],
    ['SELECT DISTINCT name FROM spans ORDER BY name', `SELECT 'step ' || range FROM range(3)`],
    ['SELECT count(*) FROM spans', 'SELECT 30000'],
    ['SELECT spans FROM spans ORDER BY start_time', 'SELECT s FROM (FROM spans) AS s ORDER BY s.start_time'],
    ['WITH spans AS (SELECT 1 AS name) SELECT name FROM spans', 'SELECT 1'],
    ['SELECT name FROM spans GROUP BY name ORDER BY name', `SELECT 'step ' || range FROM range(3)`],
    [
      `SELECT COLUMNS('.*_id') FROM spans ORDER BY span_id`,
      'SELECT trace_id, span_id, parent_span_id, reported_span_id, file_id FROM (FROM spans) ORDER BY span_id',
    ],
    [
      `SELECT * REPLACE (upper(name) AS name) FROM spans ORDER BY start_time`,
      'SELECT * REPLACE (upper(name) AS name) FROM (FROM spans) ORDER BY start_time',
    ],
    [
      'SELECT name, kind FROM spans AS s(a) ORDER BY start_time',
      'SELECT name, kind FROM (FROM spans) ORDER BY start_time',
    ],
    ['TABLE spans ORDER BY start_time', 'FROM (FROM spans) ORDER BY start_time'],
  ])('%s answers what a copy would', async (statement, copied) => {
    const result = await test.run(statement)
    const rows = texts([...(await rowsOf(result)), ...(await rowsOf(result, 9_000, 20))])
    const copy = await test.run(copied)
    expect(result.rowCount).toBe(copy.rowCount)
    expect(rows).toEqual(texts([...(await rowsOf(copy)), ...(await rowsOf(copy, 9_000, 20))]))
  })

  it('may have parameters, and says where they fail', async () => {
    const parameters: SqlParameters = { name: { type: 'text', value: 'step 2' } }
    expect((await test.run('SELECT * FROM spans WHERE name = $name', { parameters })).rowCount).toBe(10_000)
    expect(await test.failureOf('SELECT * FROM spans WHERE name::INTEGER = 1')).toMatchObject({
      code: 'sql_failed',
      position: 30,
    })
  })
})

describe('first rows', () => {
  it.each([
    'SELECT range AS n, range * 2 FROM range(4_000_000)',
    'SELECT n, md5(n::VARCHAR) FROM (SELECT range AS n FROM range(1_500_000)) WHERE n % 3 = 1',
    'SELECT unnest([range, -range]) FROM range(2_000_000)',
  ])('come before the end, and are those of the result: %s', async (statement) => {
    const { result, early } = await runEarly(statement)
    expect(early?.columns).toEqual(result.columns)
    expect(early?.rows).toHaveLength(200)
    expect(early?.rows).toEqual(result.rows)
  })

  it('of spans that match are those of the result', async () => {
    const slow = `list_sum(list_transform(range(300), lambda x: x + duration_ns)) + list_sum(list_transform(range(300), lambda x: x * duration_ns)) > $least`
    const statement = `SELECT * FROM spans WHERE ${slow} AND kind = 'server'`
    const { result, early } = await runEarly(statement, { least: { type: 'number', value: '9000' } })
    expect(early?.rows).toEqual(result.rows)
  })

  it.each([
    'SELECT range FROM range(1_500_000) ORDER BY hash(range)',
    'SELECT count(*) FROM range(100_000_000) WHERE hash(range) % 7 = 3',
    'SELECT range, random() FROM range(2_000_000)',
    'SELECT range, now() FROM range(2_000_000)',
    'SELECT a.range FROM range(2_000_000) a JOIN range(2_000_000) b USING (range)',
    'SELECT range, row_number() OVER (ORDER BY -range) FROM range(1_000_000)',
  ])('are not told where they are not known: %s', async (statement) => {
    expect((await runEarly(statement)).early).toBeUndefined()
  })
})

describe('a large result', () => {
  let result: SqlResult
  beforeAll(async () => {
    result = await test.run(
      `SELECT hash(range) AS h, 'text ' || hash(range + 1) AS t, range AS n FROM range(2_000_000)`,
    )
  }, 120_000)

  const chart: ChartQuestion = { kind: 'line', x: 0, y: [2], series: null, measure: 'p95', bins: 1_000 }
  const arrangement = { order: [{ column: 1, descending: false }], filters: [] }
  type Doing = (held: { session: string; resultId: number }, signal: AbortSignal) => Promise<unknown>
  const work: [string, Doing][] = [
    ['arranged', (held, signal) => test.console.arrange({ ...held, arrangement }, { ...context, signal })],
    [
      'profiled',
      (held, signal) => test.console.profile({ ...held, arrangementId: null, column: 1 }, { ...context, signal }),
    ],
    ['charted', (held, signal) => test.console.chart({ ...held, arrangementId: null, chart }, { ...context, signal })],
  ]

  it.each(work)('that is being %s can be left within 200 ms, and read meanwhile', async (_, start) => {
    const held = { session: 'test', resultId: result.resultId }
    const controller = new AbortController()
    const outcome = start(held, controller.signal).catch(failureOf)
    const page = await test.console.rows({ ...held, arrangementId: null, first: 1_999_999, count: 5 }, context)
    expect(page.map((row) => row[2])).toEqual([1_999_999])
    const abortedAt = performance.now()
    controller.abort()
    expect(await outcome).toEqual({ code: 'cancelled' })
    expect(performance.now() - abortedAt).toBeLessThan(200)
    // Nothing was killed for it.
    expect(await test.console.rows({ ...held, arrangementId: null, first: 0, count: 1 }, context)).toHaveLength(1)
  })

  it('is arranged as was asked last', async () => {
    const held = { session: 'test', resultId: result.resultId }
    const before = test.console.arrange({ ...held, arrangement }, context).catch(failureOf)
    const order = [{ column: 2, descending: true }]
    const { arrangementId } = await test.console.arrange({ ...held, arrangement: { order, filters: [] } }, context)
    expect(await before).toEqual({ code: 'cancelled' })
    const rows = await test.console.rows({ ...held, arrangementId, first: 0, count: 1 }, context)
    expect(rows[0]?.[2]).toBe(1_999_999)
  })

  it.each(work)('that is being %s lets go for the next statement', async (_, start) => {
    const again = await test.run('SELECT hash(range) AS h, hash(-range)::VARCHAR AS t, range FROM range(2_000_000)', {
      session: 'b',
    })
    const outcome = start({ session: 'b', resultId: again.resultId }, never).catch(failureOf)
    expect((await test.run('SELECT 1', { session: 'b' })).rows).toEqual([[1]])
    expect(await outcome).toEqual({ code: 'cancelled' })
  })
})
