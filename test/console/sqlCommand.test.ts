import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { sqlCommand, type SqlFormat } from '../../main/commands/sql'
import { UsageError } from '../../main/commands/usage'
import { failureOf } from '../../preload/contract/failure'
import { never } from '../support/never'
import { TestConsole } from './TestConsole'

let test: TestConsole
let folder: string

beforeAll(async () => {
  test = await TestConsole.open()
  folder = await mkdtemp(join(tmpdir(), 'sql-command-'))
})
afterAll(async () => {
  await test.close()
  await rm(folder, { recursive: true })
})
afterEach(async () => {
  for (const name of await readdir(folder)) await rm(join(folder, name))
})

interface Options {
  signal?: AbortSignal
  output?: string
}

function run(
  format: SqlFormat | undefined,
  statement: string,
  { signal = never, output }: Options = {},
): Promise<number> {
  return sqlCommand({ statement, format, output: output ?? join(folder, 'out'), signal }, test.console)
}

async function written(format: SqlFormat | undefined, statement: string): Promise<string> {
  expect(await run(format, statement)).toBe(0)
  expect(await readdir(folder)).toEqual(['out'])
  return readFile(join(folder, 'out'), 'utf8')
}

const mixed = `VALUES
  (1, 'a,b', NULL, MAP {'k': 'v'}, 1.5::DOUBLE),
  (9007199254740993, 'say "hi"', '', MAP {}, 'NaN'::DOUBLE),
  (-7, E'two\\nlines', 'ü', NULL, NULL)`

describe('formats', () => {
  it('csv', async () => {
    expect(await written('csv', `SELECT * FROM (${mixed}) AS t(id, text, nothing, map, number)`)).toBe(
      'id,text,nothing,map,number\n' +
        '1,"a,b",,"{""k"":""v""}",1.5\n' +
        '9007199254740993,"say ""hi""","",{},NaN\n' +
        '-7,"two\nlines",ü,,\n',
    )
  })

  it('csv where nothing is said', async () => {
    expect(await written(undefined, 'SELECT 1 AS a, 2 AS a')).toBe('a,a\n1,2\n')
  })

  it('json', async () => {
    const text = await written('json', `SELECT * FROM (${mixed}) AS t(id, text, nothing, map, number)`)
    expect(JSON.parse(text)).toEqual([
      { id: 1, text: 'a,b', nothing: null, map: { k: 'v' }, number: 1.5 },
      { id: '9007199254740993', text: 'say "hi"', nothing: '', map: {}, number: 'NaN' },
      { id: -7, text: 'two\nlines', nothing: 'ü', map: null, number: null },
    ])
  })

  it('json keeps columns of one name apart', async () => {
    expect(await written('json', 'SELECT 1 AS a, 2 AS a, 3 AS a_1')).toBe('[\n{"a":1,"a_1":2,"a_1_1":3}\n]\n')
  })

  it('json of nothing', async () => {
    expect(await written('json', 'FROM logs')).toBe('[]\n')
  })

  it('ndjson', async () => {
    expect(await written('ndjson', 'FROM range(2)')).toBe('{"range":0}\n{"range":1}\n')
  })

  it('table', async () => {
    const statement = `SELECT n, repeat(t, n) AS t, t = 'x' AS x FROM (VALUES (9, '日'), (70, 'x'), (1, E'\\x1b'), (NULL, 'y')) AS v(n, t)`
    expect(await written('table', statement)).toBe(
      [
        '   n  t                                                                 x',
        '────  ────────────────────────────────────────────────────────────────  ─────',
        '   9  日日日日日日日日日                                                false',
        `  70  ${'x'.repeat(63)}…  true`,
        '   1  \\u001b                                                            false',
        'NULL  NULL                                                              false',
        '',
      ].join('\n'),
    )
  })

  it('table of nothing', async () => {
    expect(await written('table', 'SELECT format_version FROM archive WHERE false')).toBe(
      'format_version\n──────────────\n',
    )
  })

  it.each([
    ['SELECT span_id, start_time, attributes FROM spans', 9],
    ['SELECT 1 AS a, 2 AS a -- twice', 1],
    ['PIVOT spans ON status USING count(*) GROUP BY service_name', 3],
  ])('parquet: %s', async (statement, rowCount) => {
    expect(await run('parquet', statement)).toBe(0)
    expect(await readdir(folder)).toEqual(['out'])
    const instance = await DuckDBInstance.create()
    const connection = await instance.connect()
    const reader = await connection.runAndReadAll(`SELECT count(*) FROM read_parquet('${join(folder, 'out')}')`)
    expect(reader.value(0, 0)).toBe(BigInt(rowCount))
    connection.closeSync()
    instance.closeSync()
  })
})

describe('the way out', () => {
  it('is taken batch by batch, in order', async () => {
    const lines = (await written('csv', 'SELECT range AS n FROM range(100_000)')).split('\n')
    expect(lines).toEqual(['n', ...Array.from({ length: 100_000 }, (_, n) => String(n)), ''])
  })

  it('leaves cells whole', async () => {
    expect(await written('csv', `SELECT repeat('x', 200_000) AS a`)).toBe(`a\n${'x'.repeat(200_000)}\n`)
  })

  it.each<[SqlFormat, string]>([
    ['csv', 'SELECT range FROM range(5_000_000)'],
    ['parquet', 'SELECT random() FROM range(1_000_000_000)'],
  ])('leaves nothing half-written when it is cancelled: %s', async (format, statement) => {
    const controller = new AbortController()
    const running = run(format, statement, { signal: controller.signal })
    const stopped = running.catch(failureOf)
    await new Promise<void>((resolve) => {
      const look = setInterval(() => {
        void readdir(folder).then((names) => {
          if (!names.includes('out.part')) return
          clearInterval(look)
          resolve()
        })
      }, 10)
    })
    controller.abort()
    expect(await stopped).toEqual({ code: 'cancelled' })
    expect(await readdir(folder)).toEqual([])
  })

  it('leaves nothing half-written when it fails late', async () => {
    const failing = `SELECT CASE WHEN range > 900_000 THEN error('late') END FROM range(1_000_000)`
    expect(await run('csv', failing).catch(failureOf)).toMatchObject({ code: 'sql_failed' })
    expect(await run('parquet', failing).catch(failureOf)).toMatchObject({ code: 'sql_failed' })
    expect(await readdir(folder)).toEqual([])
  })

  it('needs a file for Parquet', async () => {
    const command = sqlCommand(
      { statement: 'SELECT 1', format: 'parquet', output: undefined, signal: never },
      test.console,
    )
    await expect(command).rejects.toThrow(UsageError)
  })

  it('is refused to a statement that does more than read', async () => {
    const hash = await test.archiveHash()
    for (const format of ['csv', 'parquet'] as const) {
      const failure = await run(format, `COPY (SELECT 1) TO '${test.archive}'`).catch(failureOf)
      expect(failure).toMatchObject({ code: 'sql_refused', what: 'COPY' })
    }
    const closing = `SELECT 1) TO '${test.archive}' --`
    expect(await run('parquet', closing).catch(failureOf)).toMatchObject({ code: 'sql_failed' })
    expect(await test.archiveHash()).toBe(hash)
  })

  it('says line and column of an error', async () => {
    expect(await run('csv', 'SELECT 1,\n  nope').catch(failureOf)).toMatchObject({
      code: 'sql_failed',
      message: expect.stringMatching(/\(line 2, column 3\)$/),
    })
  })
})
