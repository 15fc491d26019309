import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forkHost } from '../../main/hosts/forkHost'
import { SqlConsole } from '../../main/hosts/SqlConsole'
import { MACROS } from '../../main/archive/macros/macros'
import { failureOf, type Failure } from '../../preload/contract/failure'
import type { SqlProgress } from '../../preload/contract/sql/sql'
import { never } from '../support/never'
import { builtProgram } from '../support/builtProgram'
import { TestConsole } from './TestConsole'

let test: TestConsole

beforeAll(async () => {
  test = await TestConsole.open()
})
afterAll(() => test.close())

describe('what a statement answers', () => {
  it.each([
    ['1', 'INTEGER', 1],
    ['9007199254740991', 'BIGINT', 9007199254740991],
    ['9007199254740992', 'BIGINT', '9007199254740992'],
    ['(-9223372036854775808)::BIGINT', 'BIGINT', '-9223372036854775808'],
    ['sum(5::BIGINT)', 'HUGEINT', 5],
    ['170141183460469231731687303715884105727', 'HUGEINT', '170141183460469231731687303715884105727'],
    ['12.50', 'DECIMAL(4,2)', '12.50'],
    ['0.1::FLOAT', 'FLOAT', 0.1],
    ['1 / 3', 'DOUBLE', 1 / 3],
    [`'NaN'::DOUBLE`, 'DOUBLE', 'NaN'],
    ['-1e400', 'DOUBLE', '-Infinity'],
    ['true', 'BOOLEAN', true],
    ['NULL', 'INTEGER', null],
    [`'dü🦆'`, 'VARCHAR', 'dü🦆'],
    ['make_timestamp_ns(1714521600000000123)', 'TIMESTAMP_NS', '2024-05-01T00:00:00.000000123Z'],
    [`TIMESTAMP '1969-12-31 23:59:59.5'`, 'TIMESTAMP', '1969-12-31T23:59:59.500000000Z'],
    [`TIMESTAMPTZ '2024-01-01 00:00:00+02'`, 'TIMESTAMP WITH TIME ZONE', '2023-12-31T22:00:00.000000000Z'],
    [`TIMESTAMP 'infinity'`, 'TIMESTAMP', 'infinity'],
    [`TIMESTAMP '290000-01-01'`, 'TIMESTAMP', '290000-01-01 00:00:00'],
    [`DATE '2024-02-29'`, 'DATE', '2024-02-29'],
    [`TIME '12:34:56.789'`, 'TIME', '12:34:56.789'],
    [`INTERVAL 36 HOUR`, 'INTERVAL', '36:00:00'],
    [`'\\x00\\xFF'::BLOB`, 'BLOB', 'AP8='],
    [`MAP {'a': 'b', '__proto__': 'c'}`, 'MAP(VARCHAR, VARCHAR)', JSON.parse('{"a": "b", "__proto__": "c"}')],
    [`MAP {1: [2]}`, 'MAP(INTEGER, INTEGER[])', { 1: [2] }],
    [
      `{'a': 1, 'b': [NULL, 9007199254740993]}`,
      'STRUCT("a" INTEGER, "b" BIGINT[])',
      { a: 1, b: [null, '9007199254740993'] },
    ],
    [`row(1, 'x')`, 'STRUCT("" INTEGER, "" VARCHAR)', '(1, x)'],
    [`[1, 2]::INTEGER[2]`, 'INTEGER[2]', [1, 2]],
    [`'b'::ENUM('a', 'b')`, `ENUM('a', 'b')`, 'b'],
    [`'[1]'::JSON`, 'JSON', '[1]'],
    [`union_value(n := 3)`, 'UNION("n" INTEGER)', 3],
    [`{'a': 1}::VARIANT`, 'VARIANT', { a: 1 }],
    [`uuid '11111111-2222-3333-4444-555555555555'`, 'UUID', '11111111-2222-3333-4444-555555555555'],
  ])('SELECT %s', async (expression, type, value) => {
    const { columns, rows } = await test.run(`SELECT ${expression} AS it`)
    expect(columns).toEqual([{ name: 'it', type }])
    expect(rows).toEqual([[value]])
  })

  it.each([
    ['FROM spans', 9],
    ['SELECT * FROM spans WHERE service_name = $$cart$$;', 3],
    ['TABLE archive', 1],
    ['VALUES (1), (2) -- two', 2],
    ['(SELECT 1) UNION ALL (SELECT 2)', 2],
    ['WITH query(a) AS (SELECT 1) FROM query', 1],
    ['SHOW TABLES', 9],
    ['DESCRIBE archive', 3],
    ['SUMMARIZE archive', 3],
    ['PIVOT spans ON status USING count(*) GROUP BY service_name', 3],
    [`PIVOT spans ON status IN ('ok', 'error') USING count(*) GROUP BY service_name`, 3],
    ['UNPIVOT (SELECT 1 AS a, 2 AS b) ON a, b', 2],
    ['FROM (SHOW TABLES)', 9],
    ['FROM duckdb_tables() WHERE temporary', 0],
    [`FROM information_schema.tables WHERE table_type = 'LOCAL TEMPORARY'`, 0],
    ['EXPLAIN SELECT 1', 1],
    ['EXPLAIN ANALYZE FROM spans', 1],
    ['EXPLAIN (FORMAT json) (SELECT 1)', 1],
    [`SELECT 'read_csv(' AS glob, "glob" || 'COPY' AS query FROM (SELECT 1)`, 1],
    [`SELECT 1 AS enable_logging WHERE 'a' GLOB '*' AND [1][1] = 1 AND 'x.csv' <> '; DROP'`, 1],
    ['SELECT 1 LIMIT 0', 0],
    ['FROM test_all_types()', 3],
  ])('%s: %d rows', async (statement, rowCount) => {
    const result = await test.run(statement)
    expect(result.rowCount).toBe(rowCount)
    expect(result.rows).toHaveLength(rowCount)
  })

  it('keeps the names of columns, equal ones too', async () => {
    const { columns, rows } = await test.run('SELECT 1 AS a, 2 AS a, 3 AS "c0", 4')
    expect(columns.map(({ name }) => name)).toEqual(['a', 'a', 'c0', '4'])
    expect(rows).toEqual([[1, 2, 3, 4]])
  })

  it('pivots over all values of a column', async () => {
    const { columns, rows } = await test.run('PIVOT spans ON status USING count(*) GROUP BY kind')
    expect(columns.map(({ name }) => name)).toEqual(['kind', 'error', 'ok'])
    expect(rows).toEqual([['server', 3, 6]])
  })

  it('cuts long cells, and says so', async () => {
    const { rows } = await test.run(`SELECT repeat('x', 100_001) AS a, repeat('x', 100_000) AS b`)
    expect(rows[0]?.[0]).toBe(`${'x'.repeat(100_000)}… (cut: 100,001 characters)`)
    expect(rows[0]?.[1]).toBe('x'.repeat(100_000))
  })
})

describe('results', () => {
  it('of a million rows are there to the last', async () => {
    const { resultId, rowCount, rows } = await test.run(
      'SELECT range AS n, 1e6 - range FROM range(1e6::BIGINT) ORDER BY n DESC',
    )
    expect(rowCount).toBe(1_000_000)
    expect(rows).toHaveLength(200)
    expect(rows[199]).toEqual([999_800, 200])
    const page = (first: number, count: number) =>
      test.console.rows({ session: 'test', resultId, arrangementId: null, first, count }, { signal: never })
    expect(await page(999_998, 100)).toEqual([
      [1, 999_999],
      [0, 1_000_000],
    ])
    expect((await page(2_047, 2_000)).map(([n]) => n)).toEqual(Array.from({ length: 2_000 }, (_, i) => 997_952 - i))
    expect(await page(1_000_000, 10)).toEqual([])
  })

  it('of each session are its own, and go with its next statement', async () => {
    const a = await test.run(`SELECT 'a'`, { session: 'a' })
    const b = await test.run(`SELECT 'b'`, { session: 'b' })
    const rows = (session: string, resultId: number) =>
      test.console
        .rows({ session, resultId, arrangementId: null, first: 0, count: 1 }, { signal: never })
        .catch(failureOf)
    expect(await rows('a', a.resultId)).toEqual([['a']])
    expect(await rows('b', b.resultId)).toEqual([['b']])
    expect(await rows('a', b.resultId)).toEqual({ code: 'sql_result_gone' })
    await test.run('SELECT 2', { session: 'a' })
    expect(await rows('a', a.resultId)).toEqual({ code: 'sql_result_gone' })
    expect(await rows('b', b.resultId)).toEqual([['b']])
    await test.console.close()
    expect(await rows('b', b.resultId)).toEqual({ code: 'sql_result_gone' })
  })

  it('larger than the memory limit are held all the same', async () => {
    const { rowCount } = await test.run(`SELECT range, repeat('x', 400) || range FROM range(1_500_000)`)
    expect(rowCount).toBe(1_500_000)
  })
})

describe('a statement that is under way', () => {
  const endless = 'WITH RECURSIVE t AS (SELECT 1 AS a UNION ALL SELECT a + 1 FROM t) SELECT count(*) FROM t'

  /** Resolves when an endless statement runs in the session. */
  function underWay(session: string): Promise<{ failure: Promise<Failure> }> {
    return new Promise((resolve) => {
      const failure = test.failureOf(endless, { session, progress: () => resolve({ failure }) })
    })
  }

  it('reports progress', async () => {
    const controller = new AbortController()
    const seen: SqlProgress[] = []
    const progress = (report: SqlProgress) => {
      seen.push(report)
      if (seen.length === 2) controller.abort()
    }
    expect(await test.failureOf(endless, { signal: controller.signal, progress })).toEqual({ code: 'cancelled' })
    expect(seen[1]?.elapsedMs).toBeGreaterThan(seen[0]?.elapsedMs ?? Infinity)
  })

  it('is cancelled by the next one of its session, and not by another’s', async () => {
    const { failure } = await underWay('a')
    expect((await test.run('SELECT 1', { session: 'b' })).rows).toEqual([[1]])
    expect((await test.run('SELECT 2', { session: 'a' })).rows).toEqual([[2]])
    expect(await failure).toEqual({ code: 'cancelled' })
  })

  it('ends with its host when another one has to be killed', async () => {
    const { failure } = await underWay('a')
    const controller = new AbortController()
    const deaf = test.failureOf(`SELECT levenshtein(repeat('ab', 30000), repeat('ba', 30001))`, {
      session: 'b',
      signal: controller.signal,
      progress: () => controller.abort(),
    })
    expect(await deaf).toEqual({ code: 'cancelled' })
    expect(await failure).toEqual({
      code: 'host_ended',
      host: 'sql',
      reason: 'unresponsive',
      detail: 'another statement was cancelled and did not stop',
    })
    expect((await test.run('SELECT 1')).rows).toEqual([[1]])
  })

  it('is not started when it was cancelled before', async () => {
    expect(await test.failureOf('SELECT 1', { signal: AbortSignal.abort() })).toEqual({ code: 'cancelled' })
  })
})

describe('errors', () => {
  it.each([
    ['selct 1', 0, 'Parser Error: syntax error at or near "selct"'],
    ['-- é\n  SELECT 1 +', 17, 'Parser Error: syntax error at end of input'],
    [`SELECT 'é🦆', nope FROM spans`, 14, 'Binder Error: Referenced column "nope" not found in FROM clause!'],
    ['/* a */ SELECT * FROM nope;', 22, 'Catalog Error: Table with name nope does not exist!'],
    ['SELECT 1, nofunc(2)', 10, 'Catalog Error: Scalar Function with name nofunc does not exist!'],
    ['\n\nSELECT cast(name AS INTEGER) FROM spans', 9, `Conversion Error: Could not convert string 'step `],
    [
      'EXPLAIN SELECT nope',
      15,
      'Binder Error: Referenced column "nope" was not found because the FROM clause is missing',
    ],
    [`SELECT error('boom')`, null, 'Invalid Input Error: boom'],
    ['SELECT (SELECT range FROM range(2))', null, 'expression - scalar subqueries can only return a single row.'],
    ['SELECT $1', 7, 'Parameters need a name, such as $service.'],
    ['', null, 'There is no statement to run.'],
    [' ; -- nothing\n;', null, 'There is no statement to run.'],
    ['EXPLAIN PIVOT spans ON status', 0, 'EXPLAIN of a PIVOT needs its values listed'],
    ['SELECT "open', 7, 'Parser Error: unterminated quoted identifier'],
  ])('of %j are at %j', async (statement, position, message) => {
    expect(await test.failureOf(statement)).toEqual({
      code: 'sql_failed',
      position,
      message: expect.stringContaining(message),
    })
  })

  it('of refused statements are at the name', async () => {
    expect(await test.failureOf(`SELECT 'é', (FROM glob('*'))`)).toEqual({
      code: 'sql_refused',
      what: 'glob',
      message: 'glob() is not allowed: it reads or writes files. Statements can read the archive and nothing else.',
      position: 18,
    })
  })

  it('of the memory limit leave the host alive', async () => {
    const { resultId } = await test.run('SELECT 1', { session: 'kept' })
    expect(await test.failureOf(`SELECT list(range || repeat('x', 100)) FROM range(5_000_000)`)).toMatchObject({
      code: 'sql_failed',
      message: expect.stringMatching(/^Out of Memory Error: .*\)$/),
    })
    expect(
      await test.console.rows(
        { session: 'kept', resultId, arrangementId: null, first: 0, count: 1 },
        { signal: never },
      ),
    ).toEqual([[1]])
  })
})

describe('what is no archive', () => {
  it.each([
    ['nothing', null, 'no such file'],
    ['a text', 'this is no database', 'not a valid DuckDB database file'],
  ])('such as %s is said so, each time', async (_, content, problem) => {
    const folder = await mkdtemp(join(tmpdir(), 'no-archive-'))
    const archive = join(folder, 'a.duckdb')
    if (content !== null) await writeFile(archive, content)
    const console = new SqlConsole({ spawnHost: forkHost, entryFolder: await builtProgram(), archive })
    for (let attempt = 0; attempt < 2; attempt++) {
      expect(failureOf(await console.vocabulary({ signal: never }).catch((error: unknown) => error))).toEqual({
        code: 'archive_unreadable',
        path: archive,
        problem: expect.stringContaining(problem),
      })
    }
    await console.close()
    await rm(folder, { recursive: true })
  })
})

it('tells what an editor can complete, and what it means', async () => {
  const vocabulary = await test.console.vocabulary({ signal: never })
  const { relations, functions, keywords, attributeKeys, described, attributes } = vocabulary
  expect(relations.map(({ name, rowCount }) => [name, rowCount])).toEqual([
    ['archive', 1],
    ['files', 0],
    ['import_problems', 0],
    ['logs', 0],
    ['selected_spans', null],
    ['service_dependencies', 0],
    ['span_events', 0],
    ['span_links', 0],
    ['spans', 9],
    ['traces', 0],
  ])
  expect(relations[0]).toEqual({
    name: 'archive',
    about: 'This archive: one row',
    rowCount: 1,
    columns: [
      { name: 'format_version', type: 'INTEGER', about: 'The version of this schema' },
      { name: 'created_at', type: 'TIMESTAMP', about: 'When it was made, in UTC' },
      { name: 'created_by', type: 'VARCHAR', about: 'The program that made it' },
    ],
  })
  expect(functions).toEqual(expect.arrayContaining(['count', 'ns_between', 'bucket_ns', 'quantile_disc']))
  expect(functions).not.toEqual(expect.arrayContaining(['read_csv']))
  expect(described.filter(({ isOfArchive }) => isOfArchive).map(({ name }) => name)).toEqual(
    MACROS.map(({ name }) => name),
  )
  expect(described.slice(MACROS.length).map(({ name }) => name)).toEqual(functions.filter((name) => !isMacro(name)))
  expect(described.find(({ name }) => name === 'bucket_ns')?.signatures).toEqual([
    'bucket_ns(time, width_ns) → TIMESTAMP_NS',
  ])
  expect(described.find(({ name }) => name === 'regexp_matches')).toMatchObject({
    signatures: [
      'regexp_matches(string VARCHAR, regex VARCHAR) → BOOLEAN',
      'regexp_matches(string VARCHAR, regex VARCHAR, options VARCHAR) → BOOLEAN',
    ],
    about: expect.stringContaining('Returns `true` if'),
    isOfArchive: false,
  })
  expect(keywords).toEqual(expect.arrayContaining(['SELECT', 'PIVOT', 'QUALIFY']))
  expect(attributeKeys).toEqual([
    { key: 'http.route', spanCount: 9 },
    { key: 'query', spanCount: 9 },
  ])
  expect(attributes).toEqual([
    { scope: 'span', key: 'http.route', types: ['s'], occurrences: 9, distinctCount: 1 },
    { scope: 'span', key: 'query', types: ['s'], occurrences: 9, distinctCount: null },
    { scope: 'resource', key: 'service.name', types: ['s'], occurrences: 9, distinctCount: 1 },
  ])
})

function isMacro(name: string): boolean {
  return MACROS.some((macro) => macro.name === name)
}
