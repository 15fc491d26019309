import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sql, Statement } from '../../main/archive/sql'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { cell, orNull, readRows } from '../../main/queries/readRows'
import { archiveOf, type WrittenArchive } from '../support/archiveOf'
import { never } from '../support/never'

let archive: WrittenArchive
let reader: ArchiveReader
beforeAll(async () => {
  archive = await archiveOf([{ trace: '1', id: 'a' }])
  reader = await ArchiveReader.open(archive.path)
})
afterAll(() => {
  reader.close()
  return archive.remove()
})

const ENDLESS = sql`SELECT count(*) FROM range(10000000000) AS a(i), range(1000) AS b(j) WHERE hash(i + j) = 0`

async function firstNumber(statement: Statement, signal = never): Promise<number | undefined> {
  return (await readRows(reader.chunks(statement, signal), { number: cell.number }))[0]?.number
}

test('answers a cancelled request within 200 ms and goes on answering others', async () => {
  for (let round = 0; round < 6; round++) {
    const controller = new AbortController()
    const running = firstNumber(ENDLESS, controller.signal)
    expect(await firstNumber(sql`SELECT count(*) FROM store.spans`)).toBe(1)
    const cancelledAt = performance.now()
    controller.abort()
    await expect(running).rejects.toMatchObject({ failure: { code: 'cancelled' } })
    expect(performance.now() - cancelledAt).toBeLessThan(200)
  }
  expect(await firstNumber(sql`SELECT count(*) FROM spans`)).toBe(1)
})

test('cancels between the chunks of an answer, and before the first', async () => {
  const controller = new AbortController()
  let rows = 0
  const reading = (async () => {
    for await (const chunk of reader.chunks(sql`SELECT i FROM range(100000000) AS numbers(i)`, controller.signal)) {
      rows += chunk.rowCount
      if (rows > 4_000) controller.abort()
    }
  })()
  await expect(reading).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  expect(rows).toBeLessThan(10_000)
  await expect(firstNumber(sql`SELECT 1`, AbortSignal.abort())).rejects.toMatchObject({
    failure: { code: 'cancelled' },
  })
})

test('reads the archive and nothing else', async () => {
  const before = createHash('sha256')
    .update(await readFile(archive.path))
    .digest('hex')
  for (const statement of [
    sql`INSERT INTO files VALUES (1, '', '', 0, 0, 0, 0, 0)`,
    sql`SELECT * FROM read_text('/etc/hostname')`,
    sql`ATTACH ':memory:' AS other`,
    sql`SET enable_external_access = true`,
    new Statement([`COPY (SELECT 1) TO '${archive.folder}/x.csv'`], []),
  ]) {
    await expect(firstNumber(statement), statement.text).rejects.toThrow()
  }
  expect(
    createHash('sha256')
      .update(await readFile(archive.path))
      .digest('hex'),
  ).toBe(before)
  expect(await readdir(archive.folder)).toEqual(['test.duckdb'])
})

test('keeps rows for further statements until they are forgotten, and none of what is cancelled', async () => {
  const kept = () => firstNumber(sql`SELECT count(*) FROM duckdb_tables() WHERE database_name = 'kept'`)
  const table = await reader.keep(sql`SELECT span_row + ${41} AS number FROM store.span_rows`, never)
  expect(await firstNumber(sql`SELECT number FROM ${table}`)).toBe(41)
  expect(await kept()).toBe(1)
  reader.forget(table)
  await vi.waitFor(async () => expect(await kept()).toBe(0))

  const controller = new AbortController()
  const keeping = reader.keep(ENDLESS, controller.signal)
  controller.abort()
  await expect(keeping).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  await vi.waitFor(async () => expect(await kept()).toBe(0))
})

test('tells how much of a long statement is done, and nothing of a short one', async () => {
  const shares: (number | null)[] = []
  const tell = (share: number | null) => shares.push(share)
  for await (const chunk of reader.chunks(sql`SELECT 1`, never, tell)) void chunk
  expect(shares).toEqual([])
  const controller = new AbortController()
  const long = (async () => {
    for await (const chunk of reader.chunks(ENDLESS, controller.signal, tell)) void chunk
  })()
  await vi.waitFor(() => expect(shares.length).toBeGreaterThan(2), { timeout: 5_000 })
  controller.abort()
  await expect(long).rejects.toMatchObject({ failure: { code: 'cancelled' } })
  expect(shares.every((share) => share === null || (share >= 0 && share <= 1))).toBe(true)
})

test('refuses what is no archive', async () => {
  await expect(ArchiveReader.open(`${archive.path}.missing`)).rejects.toMatchObject({
    failure: { code: 'archive_unreadable', problem: 'no such file' },
  })
})

test('does not take one type for another', async () => {
  const rows = reader.chunks(sql`SELECT 'text', NULL, 1::BIGINT << 40`, never)
  expect(await readRows(rows, { text: cell.text, nothing: orNull(cell.text), number: cell.number })).toEqual([
    { text: 'text', nothing: null, number: 2 ** 40 },
  ])
  await expect(firstNumber(sql`SELECT 'text'`)).rejects.toThrow(/answered text where number was expected/)
})
