import { readFile } from 'node:fs/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, it } from 'vitest'
import { createArchive } from '../../main/archive/createArchive'
import { SCHEMA_TEXTS } from '../../main/archive/schemaTexts'

it('the public schema is described, column by column, in the archive and in the README', async () => {
  const instance = await DuckDBInstance.create()
  const connection = await instance.connect()
  await createArchive(connection, { createdBy: 'a test' })
  const found = await connection.runAndReadAll(`
    SELECT table_name, column_name, comment FROM duckdb_columns()
    WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal ORDER BY table_name, column_index`)
  const described = Object.entries(SCHEMA_TEXTS)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, { columns }]) => Object.entries(columns).map(([column, text]) => [name, column, text]))
  expect(found.getRowsJson()).toEqual(described)
  const relations = await connection.runAndReadAll(`
    SELECT coalesce(table_name, view_name), coalesce(t.comment, v.comment)
    FROM (FROM duckdb_tables() WHERE schema_name = 'main') t
      FULL JOIN (FROM duckdb_views() WHERE schema_name = 'main' AND NOT internal) v ON table_name = view_name`)
  expect(Object.fromEntries(relations.getRowsJson())).toEqual(
    Object.fromEntries(Object.entries(SCHEMA_TEXTS).map(([name, { about }]) => [name, about])),
  )
  const readme = (await readFile(new URL('../../README.md', import.meta.url), 'utf8')).replaceAll(/ +/g, ' ')
  for (const [name, { columns }] of Object.entries(SCHEMA_TEXTS)) {
    expect(readme).toContain(`| \`${name}\` | ${Object.keys(columns).join(', ')} |`)
  }
  connection.closeSync()
  instance.closeSync()
})
