import { DuckDBInstance } from '@duckdb/node-api'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { migrateArchive } from '../../main/archive/createArchive'
import { FORMAT_VERSION } from '../../main/archive/formatVersion'
import { MACROS } from '../../main/archive/macros/macros'
import { TestConsole } from './TestConsole'

let test: TestConsole
let old: TestConsole

beforeAll(async () => {
  test = await TestConsole.open()
  old = await TestConsole.open()
  await change(old.archive, [...MACROS.map(dropMacro), 'UPDATE archive SET format_version = 4'])
})
afterAll(async () => {
  await test.close()
  await old.close()
})

function dropMacro({ name, returns }: { name: string; returns: string }): string {
  return `DROP MACRO ${returns === 'TABLE' ? 'TABLE ' : ''}${name}`
}

async function change(archive: string, statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(archive)
  const connection = await instance.connect()
  for (const statement of statements) await connection.run(statement)
  connection.closeSync()
  instance.closeSync()
}

const ALL = `
  SELECT count(*), max(ns_between(start_time, end_time)), max(humanize_duration(duration_ns)),
    max(duration_bucket(duration_ns)), any_value(attribute(attributes, 'http.route')),
    count(attribute_number(attributes, 'query')), count(DISTINCT bucket_ns(start_time, 1e3)),
    (SELECT count(*) FROM ancestors_of('a', 'b')), (SELECT count(*) FROM descendants_of('a', 'b'))
  FROM spans`

it('can be called in statements', async () => {
  expect((await test.run(ALL)).rows).toEqual([[9, 8000, '8.00 µs', 8000, '/step', 0, 9, 0, 0]])
})

it('can be called where the archive is of the format before them', async () => {
  expect((await old.run(ALL)).rows).toEqual((await test.run(ALL)).rows)
})

it('come into such an archive when something is added to it', async () => {
  const { archive } = old
  await old.console.close()
  const instance = await DuckDBInstance.create(archive)
  const connection = await instance.connect()
  await migrateArchive(connection, 4)
  const found = await connection.runAndReadAll(`
    SELECT (SELECT format_version FROM archive), count(DISTINCT function_name) FROM duckdb_functions()
    WHERE database_name = current_database() AND NOT internal`)
  expect(found.getRowsJson()).toEqual([[FORMAT_VERSION, String(MACROS.length)]])
  connection.closeSync()
  instance.closeSync()
})

it('see the archive whatever a statement calls its own relations', async () => {
  const { rows } = await test.run(`
    WITH spans AS (SELECT 1 AS trace_id), store AS (SELECT 2 AS spans), span_rows AS (SELECT 3 AS trace_id)
    SELECT count(*) FROM descendants_of((SELECT min(span_id) FROM main.spans), 'x')`)
  expect(rows).toEqual([[0]])
})

it.each(['DROP MACRO ns_between', 'CREATE OR REPLACE TEMP MACRO ns_between(a, b) AS 1'])(
  'are nobody’s to change: %s',
  async (statement) => {
    expect(await test.failureOf(statement)).toMatchObject({ code: 'sql_refused' })
  },
)
