import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { csvLines } from '../../main/console/export/csvLines'
import { jsonArray, jsonLines } from '../../main/console/export/jsonRows'
import type { ParametersOf } from '../../preload/contract/channel'
import type { SqlHostRequests } from '../../main/console/sqlHostRequests'
import { failureOf, type Failure } from '../../preload/contract/failure'
import type { ResultExportProgress } from '../../preload/contract/sql/resultExport'
import { never } from '../support/never'
import { TestConsole } from './TestConsole'

let test: TestConsole
let hash: string
let folder: string
let file: string

beforeAll(async () => {
  test = await TestConsole.open()
  hash = await test.archiveHash()
  folder = await mkdtemp(join(tmpdir(), 'export-'))
  file = join(folder, 'result')
})
afterAll(async () => {
  await test.close()
  await rm(folder, { recursive: true })
})
/** Whatever was tried, the archive is what it was, and nothing lies beside the result. */
afterEach(async () => {
  expect(await test.archiveHash()).toBe(hash)
  expect((await readdir(folder)).filter((name) => name !== 'result')).toEqual([])
  await rm(file, { force: true, recursive: true })
})

type Wanted = Partial<ParametersOf<SqlHostRequests['export']>>

interface Followed {
  signal?: AbortSignal
  progress?: (progress: ResultExportProgress) => void
}

function write(statement: string, wanted: Wanted = {}, { signal = never, progress = ignore }: Followed = {}) {
  const all = { parameters: {}, selection: null, arrangement: null, columns: null, format: 'csv' } as const
  return test.console.export({ statement, ...all, ...wanted, file }, { signal, progress })
}
const ignore = () => undefined

async function written(statement: string, wanted: Wanted = {}): Promise<string> {
  await write(statement, wanted)
  return readFile(file, 'utf8')
}

async function failureOfWriting(statement: string, wanted: Wanted = {}, followed: Followed = {}): Promise<Failure> {
  return failureOf(
    await write(statement, wanted, followed).then(
      () => new Error('it was written'),
      (error: unknown) => error,
    ),
  )
}

/** Names and rows of the Parquet file that was written. */
async function parquet(): Promise<{ names: string[]; rows: DuckDBValue[][] }> {
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  const reader = await connection.runAndReadAll(`FROM read_parquet('${file}')`)
  const read = { names: reader.columnNames(), rows: reader.getRows() }
  connection.closeSync()
  instance.closeSync()
  return read
}

const STREAMED = { csv: csvLines, json: jsonArray, ndjson: jsonLines }

/** The text that the rows of a statement come to where they pass through Node, one by one. */
async function streamed(statement: string, format: keyof typeof STREAMED): Promise<string> {
  const pieces: string[] = []
  for await (const piece of STREAMED[format](await test.console.stream(statement, never))) pieces.push(piece)
  return pieces.join('')
}

/** Values of all types, those at their bounds too. */
const VALUES = [
  `(1), (NULL), ((-128)::TINYINT)`,
  '(9007199254740991), (9007199254740992), (-9007199254740991), (-9007199254740992), (NULL)',
  '(18446744073709551615::UBIGINT), (0::UBIGINT)',
  '(170141183460469231731687303715884105727), (-1::HUGEINT)',
  '(5::UHUGEINT), (9007199254740993::UHUGEINT)',
  '(12.50), (-0.05), (NULL)',
  ...['DOUBLE', 'FLOAT'].map((type) =>
    [
      0,
      '-0.0',
      1,
      -7,
      0.1,
      1 / 3,
      1e15,
      123456789.125,
      1e16,
      -1.5e17,
      1e20,
      1e21,
      1e-4,
      1.5e-5,
      -1e-6,
      1e-7,
      2.5e-10,
      1e37,
      "'nan'",
      "'inf'",
      "'-inf'",
      'NULL',
      16777217,
      3.4e38,
      1.1754944e-38,
    ]
      .map((value) => `(${value}::${type})`)
      .join(', '),
  ),
  '(1234567890123456789.0::DOUBLE), (5e-324::DOUBLE), (1.7976931348623157e308::DOUBLE), (9999999999999998.0::DOUBLE)',
  `(''), ('a'), ('a,b'), ('say "hi"'), ('two' || chr(10) || 'lines'), (chr(13)), ('#'), (' x '), ('ü🦆'), ('\\'), (chr(9) || chr(1) || chr(0)), (chr(8232)), ('NULL'), (NULL)`,
  `('[1, "2"]'::JSON), (NULL)`,
  `(make_timestamp_ns(1714521600000000123)), (make_timestamp_ns(-1)), (make_timestamp_ns(1714521600120000000)), (make_timestamp_ns(0)), ('infinity'::TIMESTAMP_NS), (NULL)`,
  `(TIMESTAMP '1969-12-31 23:59:59.5'), (TIMESTAMP '0001-01-01'), (TIMESTAMP '9999-12-31 23:59:59.999999'), (TIMESTAMP '10000-01-01'), (TIMESTAMP '0044-03-15 (BC)'), (TIMESTAMP '290000-01-01'), (TIMESTAMP 'infinity'), (TIMESTAMP '-infinity')`,
  `(TIMESTAMPTZ '2024-01-01 00:00:00+02'), (TIMESTAMPTZ 'infinity')`,
  `('2024-01-01 00:00:01'::TIMESTAMP_S)`,
  `('2024-01-01 00:00:01.25'::TIMESTAMP_MS)`,
  `(DATE '2024-02-29'), (DATE '0044-03-15 (BC)'), (DATE 'infinity'), (NULL)`,
  `(TIME '12:34:56.789'), (TIME '00:00:00')`,
  `('12:34:56.5+02'::TIMETZ)`,
  `(INTERVAL 36 HOUR), (INTERVAL '1 year 2 days 0.5 seconds'), (INTERVAL '-1 day')`,
  `('\\x00\\xFF'::BLOB), (''::BLOB)`,
  `('b'::ENUM('a', 'b')), (NULL)`,
  `(uuid '11111111-2222-3333-4444-555555555555')`,
  `('00110'::BIT)`,
  `(true), (false), (NULL)`,
  `(MAP {'a': 'b', '"': NULL}), (MAP {}), (NULL)`,
  `(MAP {'a': 9007199254740993, 'b': 2})`,
  `(MAP {TIMESTAMP '2024-01-01': [1.5::DOUBLE, NULL]})`,
  `([]), (['a', NULL, '"']), (NULL)`,
  `([[1.0::DOUBLE], [], NULL, [NULL]])`,
  `([1, 2]::INTEGER[2])`,
  `({'a': 1, 'b"': [NULL, 9007199254740993], 'c': {'d': TIMESTAMP '2024-01-01'}}), (NULL)`,
  `(union_value(n := 3))`,
  `(row(1, 'x'))`,
]

describe('a file that DuckDB writes has the text of rows that pass through Node', () => {
  /** One column of each of the lists, as long as the longest. */
  const statement = `FROM ${VALUES.map((values, index) => `(VALUES ${values}) AS t${index}(v${index})`).join(' POSITIONAL JOIN ')}`

  it.each(['csv', 'json', 'ndjson'] as const)('of all types: %s', async (format) => {
    const [ours, theirs] = [await written(statement, { format }), await streamed(statement, format)]
    expect(ours.split('\n')).toEqual(theirs.split('\n'))
  })

  it.each([
    'SELECT * FROM spans',
    'FROM logs',
    `SELECT 1 AS a, 2 AS a, 3 AS a_1, 4 AS A, 5 AS "2", 6 AS "1", 7 AS "x, ""y""\n#", 8 AS "'; DROP TABLE archive; --" -- so`,
    'PIVOT spans ON status USING count(*) GROUP BY service_name ORDER BY service_name',
    'SUMMARIZE archive',
    'EXPLAIN SELECT 1 -- how',
  ])('of %s', async (statement) => {
    for (const format of ['csv', 'json'] as const) {
      expect(await written(statement, { format })).toBe(await streamed(statement, format))
    }
  })

  it('in their order, however many', async () => {
    const lines = (await written('SELECT range AS n FROM range(300_000)')).split('\n')
    expect(lines).toEqual(['n', ...Array.from({ length: 300_000 }, (_, n) => String(n)), ''])
  })
})

describe('Parquet', () => {
  it('has the types of the statement', async () => {
    await write(`SELECT trace_id, start_time, attributes FROM spans WHERE span_id LIKE '%1'`, { format: 'parquet' })
    const { names, rows } = await parquet()
    expect(names).toEqual(['trace_id', 'start_time', 'attributes'])
    expect(rows[0]?.map(String)).toEqual([
      '00000000000000000000000000000001',
      '2024-05-01 00:00:00.000000123',
      `{'http.route': '/step', 'query': 'q0'}`,
    ])
  })

  it('keeps columns of one name apart, and rows without field names as text', async () => {
    await write(`SELECT 1 AS a, 2 AS a, row(1, 'x') AS "b""; DROP"`, { format: 'parquet' })
    expect(await parquet()).toEqual({ names: ['a', 'a_1', 'b"; DROP'], rows: [[1, 2, '(1, x)']] })
  })
})

describe('progress', () => {
  it('ends with what was written', async () => {
    const reports: ResultExportProgress[] = []
    await write('FROM range(1_000_000)', { format: 'ndjson' }, { progress: (report) => reports.push(report) })
    const { byteLength } = await readFile(file)
    expect(reports.at(-1)).toEqual({
      elapsedMs: expect.any(Number),
      percentage: 100,
      rowCount: 1_000_000,
      byteCount: byteLength,
    })
  })
})

describe('nothing is left', () => {
  it.each(['csv', 'json', 'parquet'] as const)('when it is cancelled, within 200 ms: %s', async (format) => {
    const controller = new AbortController()
    let abortedAt = Infinity
    const progress = ({ byteCount }: ResultExportProgress) => {
      if (controller.signal.aborted || byteCount === null) return
      abortedAt = performance.now()
      controller.abort()
    }
    const failure = await failureOfWriting(
      'SELECT random() AS a FROM range(1_000_000_000)',
      { format },
      { signal: controller.signal, progress },
    )
    expect(failure).toEqual({ code: 'cancelled' })
    expect(performance.now() - abortedAt).toBeLessThan(200)
    expect(await readdir(folder)).toEqual([])
  })

  it('when it fails late', async () => {
    const failing = `SELECT CASE WHEN range > 900_000 THEN error('late') END FROM range(1_000_000)`
    expect(await failureOfWriting(failing)).toMatchObject({
      code: 'sql_failed',
      message: expect.stringContaining('late'),
    })
    expect(await readdir(folder)).toEqual([])
  })

  it('where the file cannot be', async () => {
    await mkdir(file)
    expect(await failureOfWriting('SELECT 1')).toMatchObject({ code: 'file_unwritable', path: file })
    expect(
      failureOf(
        await test.console
          .export(
            {
              statement: 'SELECT 1',
              parameters: {},
              selection: null,
              arrangement: null,
              columns: null,
              format: 'csv',
              file: join(folder, 'none', 'a'),
            },
            { signal: never, progress: ignore },
          )
          .catch((error: unknown) => error),
      ),
    ).toMatchObject({ code: 'file_unwritable' })
  })
})

it('outgrows the memory by writing what it sorts to the temporary folder', async () => {
  await write(`SELECT range, repeat('x', 100) || random() AS text FROM range(3_000_000) ORDER BY text`, {
    format: 'parquet',
  })
  expect((await parquet()).rows).toHaveLength(3_000_000)
}, 60_000)

describe('the walls', () => {
  it.each([
    ['COPY', `COPY (SELECT 1) TO '$ARCHIVE'`],
    ['several statements', `SELECT 1; SELECT 2`],
    ['read_csv', `FROM read_csv('$ARCHIVE')`],
    ['files as relations', `FROM '$ARCHIVE'`],
    ['ATTACH', `EXPLAIN ANALYZE ATTACH '$ARCHIVE'`],
  ])('refuse %s: %s', async (what, statement) => {
    expect(await failureOfWriting(statement.replace('$ARCHIVE', test.archive))).toMatchObject({
      code: 'sql_refused',
      what,
    })
    expect(await readdir(folder)).toEqual([])
  })

  it.each([`SELECT 1) TO '$ARCHIVE' --`, `SELECT 1) AS result(c0)) TO '$ARCHIVE' (FORMAT csv) --`, `SELECT '`])(
    'hold against a statement that would end early: %s',
    async (statement) => {
      expect(await failureOfWriting(statement.replace('$ARCHIVE', test.archive))).toMatchObject({ code: 'sql_failed' })
    },
  )

  it('take names and parameters for nothing else', async () => {
    const evil = `x'; COPY (SELECT 1) TO '${test.archive}'; --`
    const parameters = { a: { type: 'text', value: evil } } as const
    const text = await written(`SELECT $a AS "${evil}"`, { parameters, format: 'json' })
    expect(JSON.parse(text)).toEqual([{ [evil]: evil }])
  })

  it('say where a statement is wrong', async () => {
    expect(await failureOfWriting('  SELECT nope FROM spans')).toMatchObject({ code: 'sql_failed', position: 9 })
    expect(await failureOfWriting(`SELECT 1 AS a,\n 'x'::INTEGER AS b`)).toMatchObject({
      code: 'sql_failed',
      position: 19,
    })
  })

  it('know no column that is not there', async () => {
    expect(await failureOfWriting('SELECT 1', { columns: [1] })).toEqual({ code: 'sql_result_gone' })
  })
})

describe('as shown', () => {
  it('columns in their order', async () => {
    expect(await written(`SELECT 1 AS a, 2 AS b, 3 AS c`, { columns: [2, 0] })).toBe('c,a\n3,1\n')
  })

  it('rows in their order, those that are wanted alone, beside parameters', async () => {
    const statement = 'SELECT range % 3 AS a, range AS b FROM range(10) WHERE range > $least'
    const arrangement: Wanted['arrangement'] = {
      order: [{ column: 0, descending: true }],
      filters: [{ column: 1, test: 'atMost', value: '7' }],
    }
    const parameters = { least: { type: 'number', value: '1' } } as const
    expect(await written(statement, { arrangement, parameters })).toBe('a,b\n2,2\n2,5\n1,4\n1,7\n0,3\n0,6\n')
  })

  it('values of filters are taken for nothing else', async () => {
    const value = `') OR true; COPY (SELECT 1) TO '${test.archive}'; --`
    const arrangement: Wanted['arrangement'] = { order: [], filters: [{ column: 0, test: 'contains', value }] }
    expect(await written('SELECT name FROM spans', { arrangement })).toBe('name\n')
  })
})
