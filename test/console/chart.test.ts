import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failureOf } from '../../preload/contract/failure'
import type { ChartAnswer, ChartQuestion } from '../../preload/contract/sql/held'
import { never } from '../support/never'
import { TestConsole } from './TestConsole'

let test: TestConsole

beforeAll(async () => {
  test = await TestConsole.open()
})
afterAll(() => test.close())

const context = { signal: never, progress: () => undefined }

async function chart(statement: string, given: Partial<ChartQuestion>, descendingBy?: number): Promise<ChartAnswer> {
  const held = { session: 'test', resultId: (await test.run(statement)).resultId }
  const question: ChartQuestion = { kind: 'line', x: 0, y: [1], series: null, measure: 'value', bins: 100, ...given }
  if (descendingBy === undefined) return test.console.chart({ ...held, arrangementId: null, chart: question }, context)
  const arrangement = { order: [{ column: descendingBy, descending: true }], filters: [] }
  const { arrangementId } = await test.console.arrange({ ...held, arrangement }, context)
  return test.console.chart({ ...held, arrangementId, chart: question }, context)
}

const lines = ({ series }: ChartAnswer) => Object.fromEntries(series.map(({ name, x, y }) => [name, [[...x], [...y]]]))
const rows = (values: string, names: string) => `FROM (VALUES ${values}) AS held(${names})`

describe('a line', () => {
  it('draws rows as they are, by their x', async () => {
    const answer = await chart(rows('(3, 30), (1, 10), (2, NULL), (NULL, 5), (1, 11)', 'a, b'), {})
    expect(lines(answer)).toEqual({
      b: [
        [1, 1, 3],
        [10, 11, 30],
      ],
    })
    expect(answer).toMatchObject({
      xKind: 'number',
      categories: [],
      binWidth: null,
      heat: null,
      leftOut: 2,
      rowCount: 5,
    })
  })

  it.each([
    ['count', [2, 1]],
    ['sum', [30, 5]],
    ['mean', [15, 5]],
    ['median', [15, 5]],
    ['p95', [19.5, 5]],
    ['least', [10, 5]],
    ['most', [20, 5]],
  ] as const)('puts rows of one x together: %s', async (measure, y) => {
    const answer = await chart(rows('(1, 10), (1, 20), (2, 5), (2, NULL)', 'a, b'), { measure })
    expect(lines(answer)).toEqual({ b: [[1, 2], y] })
    expect(answer.leftOut).toBe(1)
  })

  it('has a series for each value and each column', async () => {
    const values = `(1, 1, 10, 'x'), (1, 2, 20, 'y'), (2, 3, NULL, 'x'), (3, 4, 40, NULL)`
    const one = await chart(rows(values, 'a, b, c, d'), { series: 3 })
    expect(lines(one)).toEqual({
      x: [
        [1, 2],
        [1, 3],
      ],
      y: [[1], [2]],
    })
    expect(one.leftOut).toBe(1)
    const both = await chart(rows(values, 'a, b, c, d'), { y: [1, 2], series: 3, measure: 'sum' })
    expect(lines(both)).toEqual({
      'x · b': [
        [1, 2],
        [1, 3],
      ],
      'x · c': [[1], [10]],
      'y · b': [[1], [2]],
      'y · c': [[1], [20]],
    })
  })

  it('has at most 20 series, the commonest', async () => {
    const answer = await chart('SELECT range AS a, range AS b, least(range, 29) AS s FROM range(40)', { series: 2 })
    expect(answer.series).toHaveLength(20)
    expect(answer.series.map(({ name }) => name)).toContain('29')
    expect(answer.leftOut).toBe(10)
  })

  it('draws times in milliseconds, and texts that are numbers', async () => {
    const values = `(TIMESTAMP_NS '1970-01-01 00:00:00.0015', '2.5'), (TIMESTAMP_NS '1970-01-02', 'no number'), (NULL, '1')`
    const answer = await chart(rows(values, 'a, b'), {})
    expect(lines(answer)).toEqual({ b: [[1.5], [2.5]] })
    expect(answer).toMatchObject({ xKind: 'time', leftOut: 2 })
  })

  it('keeps peaks where rows are too many', async () => {
    const answer = await chart(
      'SELECT range AS a, CASE range WHEN 54321 THEN 99 WHEN 7 THEN -99 ELSE 0 END AS b FROM range(100_000)',
      {},
    )
    const [line] = answer.series
    const points = [...(line?.x ?? [])].map((x, index) => [x, line?.y[index]])
    expect(points.length).toBeLessThanOrEqual(5_000)
    expect(points).toContainEqual([54_321, 99])
    expect(points).toContainEqual([7, -99])
    expect(points).toEqual(points.toSorted(([a = 0], [b = 0]) => a - b))
    expect(answer.leftOut).toBe(0)
  })

  it('puts many values into bins of one width', async () => {
    const answer = await chart('SELECT range AS a, range % 2 AS b FROM range(1000)', { measure: 'sum', bins: 10 })
    expect(answer.binWidth).toBe(200)
    expect(lines(answer)).toEqual({
      b: [
        [0, 200, 400, 600, 800],
        [100, 100, 100, 100, 100],
      ],
    })
  })

  it('counts rows where nothing goes up', async () => {
    const answer = await chart(rows('(1), (1), (2), (NULL)', 'a'), { y: [], measure: 'count' })
    expect(lines(answer)).toEqual({
      count: [
        [1, 2],
        [2, 1],
      ],
    })
    expect(answer.leftOut).toBe(1)
  })
})

describe('a bar chart of categories', () => {
  const values = `('b', 1), ('a', 2), ('b', 3), (NULL, 4), ('c', 9)`

  it('has them in the order of the rows', async () => {
    const answer = await chart(rows(values, 'a, b'), { kind: 'bar', measure: 'sum' })
    expect(answer).toMatchObject({ xKind: 'category', categories: ['b', 'a', 'c'], leftOut: 1 })
    expect(lines(answer)).toEqual({
      b: [
        [0, 1, 2],
        [4, 2, 9],
      ],
    })
    const sorted = await chart(rows(values, 'a, b'), { kind: 'bar', measure: 'sum' }, 1)
    expect(sorted.categories).toEqual(['c', 'b', 'a'])
  })

  it('has the 200 commonest, and counts the rest', async () => {
    const answer = await chart(`SELECT 'k' || least(range, 250) AS a, 1 AS b FROM range(260)`, {
      kind: 'bar',
      measure: 'sum',
    })
    expect(answer.categories).toHaveLength(200)
    expect(answer.categories).toContain('k250')
    expect(answer.leftOut).toBe(51)
  })

  it.each([`"; DROP`, `'); DROP TABLE spans; --`, '$1', '["', '\\', '🦆\u0000'])('takes %j as a name', async (name) => {
    const parameters = { name: { type: 'text' as const, value: name } }
    const column = name.replaceAll('"', '""').replaceAll('\u0000', '')
    const { resultId } = await test.run(`SELECT $name AS "${column}", 1 AS n`, { parameters })
    const question: ChartQuestion = { kind: 'bar', x: 0, y: [1], series: 0, measure: 'sum', bins: 10 }
    const answer = await test.console.chart(
      { session: 'test', resultId, arrangementId: null, chart: question },
      context,
    )
    expect(answer.categories).toEqual([name])
    expect(lines(answer)).toEqual({ [name]: [[0], [1]] })
  })
})

describe('a scatter', () => {
  it('draws rows as they are', async () => {
    expect(lines(await chart(rows('(2, 1), (1, 5)', 'a, b'), { kind: 'scatter' }))).toEqual({
      b: [
        [1, 2],
        [5, 1],
      ],
    })
  })

  it('keeps what stands apart where rows are too many', async () => {
    const answer = await chart(
      'SELECT range AS a, CASE WHEN range = 500 THEN 1e6 ELSE range % 7 END AS b FROM range(50_000)',
      { kind: 'scatter' },
    )
    const [line] = answer.series
    expect(line?.x.length).toBeLessThanOrEqual(5_000)
    expect(line?.y[line.x.indexOf(500)]).toBe(1_000_000)
    expect(answer.leftOut).toBe(0)
  })
})

describe('a histogram', () => {
  it('counts numbers in bins', async () => {
    const answer = await chart('SELECT range AS a FROM range(100)', { kind: 'histogram', y: [], bins: 10 })
    expect(answer.binWidth).toBe(20)
    expect(lines(answer)).toEqual({
      count: [
        [0, 20, 40, 60, 80],
        [20, 20, 20, 20, 20],
      ],
    })
  })

  it('counts times, by series', async () => {
    const statement = `SELECT make_timestamp_ns(range * 30_000_000_000) AS a, range % 2 = 0 AS even FROM range(4)`
    const answer = await chart(statement, { kind: 'histogram', y: [], series: 1, bins: 5 })
    expect(answer).toMatchObject({ xKind: 'time', binWidth: 30_000, leftOut: 0 })
    expect(lines(answer)).toEqual({
      true: [
        [0, 60_000],
        [1, 1],
      ],
      false: [
        [30_000, 90_000],
        [1, 1],
      ],
    })
  })

  it('counts texts', async () => {
    const answer = await chart(rows(`('x'), ('y'), ('x')`, 'a'), { kind: 'histogram', y: [] })
    expect(answer.categories).toEqual(['x', 'y'])
    expect(lines(answer)).toEqual({
      count: [
        [0, 1],
        [2, 1],
      ],
    })
  })
})

describe('a heatmap', () => {
  it('counts the rows of each cell', async () => {
    const answer = await chart(rows(`('x', 1), ('x', 1), ('y', 2), ('y', NULL), (NULL, 1)`, 'a, b'), {
      kind: 'heatmap',
    })
    expect(answer).toMatchObject({ xKind: 'category', categories: ['x', 'y'], leftOut: 2, rowCount: 5 })
    expect(lines(answer)).toEqual({
      count: [
        [0, 1],
        [2, 1],
      ],
    })
    expect(answer.heat).toMatchObject({ yKind: 'number', yCategories: [], yBinWidth: null })
    expect([...(answer.heat?.y ?? [])]).toEqual([1, 2])
  })

  it('has bins both ways', async () => {
    const answer = await chart('SELECT range AS a, 2 * range AS b FROM range(1000)', { kind: 'heatmap', bins: 5 })
    expect(answer.binWidth).toBe(500)
    expect(answer.heat?.yBinWidth).toBe(500)
    expect(lines(answer)).toEqual({
      count: [
        [0, 0, 500, 500],
        [250, 250, 250, 250],
      ],
    })
    expect([...(answer.heat?.y ?? [])]).toEqual([0, 500, 1000, 1500])
  })

  it('needs a column up', async () => {
    expect(await chart('SELECT 1', { kind: 'heatmap', y: [] }).catch(failureOf)).toMatchObject({
      message: 'A heatmap needs a column up.',
    })
  })
})

describe('every chart', () => {
  it.each(['line', 'bar', 'area', 'scatter', 'histogram', 'heatmap'] as const)(
    'of no rows is empty: %s',
    async (kind) => {
      const answer = await chart('SELECT start_time, duration_ns, name FROM spans WHERE false', { kind, series: 2 })
      expect(answer).toMatchObject({ leftOut: 0, rowCount: 0 })
      expect(answer.series.every(({ x }) => x.length === 0)).toBe(true)
    },
  )

  it('of spans that match is drawn', async () => {
    const statement = `SELECT service_name, duration_ns FROM spans WHERE duration_ns > 2000`
    expect(lines(await chart(statement, { kind: 'bar', measure: 'count' }))).toEqual({
      duration_ns: [
        [0, 1, 2],
        [2, 2, 2],
      ],
    })
  })

  it('can be drawn of every type there is', async () => {
    const { resultId, columns } = await test.run('FROM test_all_types()')
    for (const [x, column] of columns.entries()) {
      for (const kind of ['line', 'histogram', 'heatmap'] as const) {
        const question: ChartQuestion = { kind, x, y: [x], series: null, measure: 'value', bins: 10 }
        const asked = { session: 'test', resultId, arrangementId: null, chart: question }
        const answer = await test.console.chart(asked, context).catch((error: unknown) => failureOf(error))
        expect(answer, column.name).toMatchObject({ rowCount: 3 })
      }
    }
  })
})
