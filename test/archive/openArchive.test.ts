import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createArchive } from '../../main/archive/createArchive'
import { FORMAT_VERSION } from '../../main/archive/formatVersion'
import { openArchive } from '../../main/archive/openArchive'
import { failureOf } from '../../preload/contract/failure'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traceloupe-archive-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('an archive is opened read-only', async () => {
  const path = await database('a.duckdb', (run) => createArchive(run.connection, { createdBy: 'test 1' }))
  const archive = await openArchive(path)
  expect(archive.formatVersion).toBe(FORMAT_VERSION)
  const rows = await archive.connection.runAndReadAll('SELECT created_by FROM archive')
  expect(rows.getRows()).toEqual([['test 1']])
  await expect(archive.connection.run('DELETE FROM archive')).rejects.toThrow(/read-only/)
  archive.connection.closeSync()
  archive.instance.closeSync()
})

test('a newer format is refused with both versions', async () => {
  const path = await database('newer.duckdb', async ({ connection }) => {
    await createArchive(connection, { createdBy: 'test' })
    await connection.run('UPDATE archive SET format_version = 7')
  })
  expect(await failureToOpen(path)).toEqual({
    code: 'archive_newer',
    path,
    formatVersion: 7,
    supportedVersion: FORMAT_VERSION,
  })
})

test('an older format is refused by name', async () => {
  const path = await database('older.duckdb', async ({ connection }) => {
    await createArchive(connection, { createdBy: 'test' })
    await connection.run('UPDATE archive SET format_version = 0')
  })
  expect(await failureToOpen(path)).toMatchObject({
    code: 'archive_unreadable',
    problem: expect.stringContaining('format 0'),
  })
})

test('what is no archive is refused, and the file can be opened again afterwards', async () => {
  const path = await database('other.duckdb', ({ connection }) => connection.run('CREATE TABLE archive (a INTEGER)'))
  const failure = { code: 'archive_unreadable', path, problem: 'it is a DuckDB database, but not an archive of traces' }
  expect(await failureToOpen(path)).toEqual(failure)
  expect(await failureToOpen(path)).toEqual(failure)
})

test('a file of another kind, a missing file and a folder are refused', async () => {
  const text = join(folder, 'notes.duckdb')
  await writeFile(text, 'not a database, but long enough to have a header of its own. '.repeat(200))
  expect(await failureToOpen(text)).toMatchObject({ code: 'archive_unreadable', path: text })
  const missing = join(folder, 'missing.duckdb')
  expect(await failureToOpen(missing)).toEqual({ code: 'archive_unreadable', path: missing, problem: 'no such file' })
  expect(await failureToOpen(folder)).toEqual({ code: 'archive_unreadable', path: folder, problem: 'it is not a file' })
})

type Opened = { connection: Awaited<ReturnType<DuckDBInstance['connect']>> }

async function database(name: string, fill: (opened: Opened) => Promise<unknown>): Promise<string> {
  const path = join(folder, name)
  const instance = await DuckDBInstance.create(path, { storage_compatibility_version: 'v1.5.0' })
  const connection = await instance.connect()
  await fill({ connection })
  connection.closeSync()
  instance.closeSync()
  return path
}

async function failureToOpen(path: string) {
  return openArchive(path).then(
    () => 'opened',
    (error: unknown) => failureOf(error),
  )
}
