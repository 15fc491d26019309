import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SqlParameter, SqlParameters } from '../../preload/contract/sql/parameters'
import { TestConsole } from './TestConsole'

let test: TestConsole

beforeAll(async () => {
  test = await TestConsole.open()
})
afterAll(() => test.close())

const text = (value: string): SqlParameter => ({ type: 'text', value })
const number = (value: string): SqlParameter => ({ type: 'number', value })

describe('a parameter', () => {
  it.each<[SqlParameter, string, unknown]>([
    [text(`it's; DROP TABLE spans --`), 'VARCHAR', `it's; DROP TABLE spans --`],
    [text(''), 'VARCHAR', ''],
    [number('7'), 'BIGINT', 7],
    [number(' -7 '), 'BIGINT', -7],
    [number('9223372036854775808'), 'HUGEINT', '9223372036854775808'],
    [number('0.10'), 'DECIMAL(3,2)', '0.10'],
    [number('-.5'), 'DECIMAL(1,1)', '-0.5'],
    [number('1e3'), 'DOUBLE', 1000],
    [number('1'.repeat(50)), 'DOUBLE', 1.1111111111111111e49],
    [{ type: 'timestamp', value: '1714521600000000123' }, 'TIMESTAMP_NS', '2024-05-01T00:00:00.000000123Z'],
    [{ type: 'duration', value: '-9007199254740993' }, 'BIGINT', '-9007199254740993'],
  ])('of %j is a %s', async (parameter, type, value) => {
    const { columns, rows } = await test.run('SELECT $x AS it', { parameters: { x: parameter } })
    expect(columns).toEqual([{ name: 'it', type }])
    expect(rows).toEqual([[value]])
  })

  it('may be null', async () => {
    const parameters: SqlParameters = { x: { type: 'null' } }
    expect((await test.run('SELECT $x, $x IS NULL', { parameters })).rows).toEqual([[null, true]])
  })

  it.each<[string, SqlParameters, unknown[][]]>([
    [
      'SELECT name FROM spans WHERE service_name = $service ORDER BY 1',
      { service: text('cart') },
      [['step 1'], ['step 1'], ['step 1']],
    ],
    [
      'SELECT duration_ns FROM spans WHERE duration_ns >= $Least AND $least > 0',
      { LEAST: number('7000') },
      [[7000], [8000]],
    ],
    ['SELECT range FROM range($n) LIMIT $n - 1', { n: number('3') }, [[0], [1]]],
    ['SELECT $a || $b AS x, 2 AS x', { a: text('$b'), b: text('$a'), c: text('not asked for') }, [['$b$a', 2]]],
    [`SELECT '$a', $$ $a $$, $a -- $a`, { a: number('1') }, [['$a', ' $a ', 1]]],
    [
      'SELECT count(*) FROM spans WHERE start_time < $to',
      { to: { type: 'timestamp', value: '1714521600000001123' } },
      [[1]],
    ],
    ['DESCRIBE SELECT $a AS a', { a: text('x') }, [['a', 'VARCHAR', 'YES', null, null, null]]],
    [
      `PIVOT (SELECT status FROM spans WHERE kind = $k) ON status IN ('ok') USING count(*)`,
      { k: text('server') },
      [[6]],
    ],
  ])('%s', async (statement, parameters, rows) => {
    expect((await test.run(statement, { parameters })).rows).toEqual(rows)
  })

  it('keeps the names of columns, equal ones too', async () => {
    const { columns } = await test.run('SELECT $a AS a, 1 AS a, $a', { parameters: { a: number('1') } })
    expect(columns.map(({ name }) => name)).toEqual(['a', 'a', '$a'])
  })

  it('can be explained', async () => {
    const { rows } = await test.run('EXPLAIN FROM spans WHERE kind = $kind', { parameters: { kind: text('server') } })
    expect(JSON.stringify(rows)).toContain("kind='server'")
  })
})

describe('what is wrong with a parameter', () => {
  it.each<[string, SqlParameters, number | null, string]>([
    ['SELECT $a, $b', { a: text('x') }, 11, '$b has no value.'],
    [`-- é $c\nSELECT '$a', $A`, { b: text('x') }, 21, '$A has no value.'],
    ['SELECT $"a b"', {}, null, '$"a b" has no value.'],
    ['SELECT $a + 1', { a: number('1,5') }, 7, 'The value of $a is no number.'],
    ['SELECT $a', { a: { type: 'duration', value: '9223372036854775808' } }, 7, 'The value of $a is no duration.'],
    ['SELECT 1, ?', {}, 10, 'Parameters need a name, such as $service.'],
    ['SELECT 1, $1', {}, 10, 'Parameters need a name, such as $service.'],
    ['SELECT 12, $a::INTEGER', { a: text('x') }, 13, 'Conversion Error: Could not convert string'],
    ['SELECT 12, nope($a)', { a: text('x') }, 11, 'Scalar Function with name nope does not exist'],
    ['SELECT abs($a)', { a: { type: 'timestamp', value: '1' } }, 7, 'No function matches'],
  ])('%s', async (statement, parameters, position, message) => {
    const failure = await test.failureOf(statement, { parameters })
    expect(failure).toEqual({ code: 'sql_failed', position, message: expect.stringContaining(message) })
  })
})

it.each(['read_csv', 'COPY (SELECT 1) TO', 'x.csv'])('is never read as SQL: %s', async (value) => {
  const { rows } = await test.run('SELECT $a FROM spans WHERE $a <> name LIMIT 1', { parameters: { a: text(value) } })
  expect(rows).toEqual([[value]])
})

it('does not open what is refused', async () => {
  const parameters = { file: text(test.archive), sql: text('SELECT 42') }
  expect(await test.failureOf('FROM read_blob($file)', { parameters })).toMatchObject({
    code: 'sql_refused',
    what: 'read_blob',
  })
  expect(await test.failureOf('FROM query($sql)', { parameters })).toMatchObject({ code: 'sql_refused', what: 'query' })
  expect(await test.failureOf('COPY (SELECT $sql) TO $file', { parameters })).toMatchObject({
    code: 'sql_refused',
    what: 'COPY',
  })
})
