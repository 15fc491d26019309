import { chmod, readFile, readdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { ImportProgress } from '../../preload/contract/archive'
import { tarBytes } from '../support/tarBytes'
import { checkIntegrity } from './checkIntegrity'
import { ImportScene } from './ImportScene'
import { manyLines } from './manyLines'
import { otlpLine, type OtlpSpan } from './otlp'

const scene = new ImportScene()

test('an archive of files that is large enough to be read in parts', async () => {
  const archive = tarBytes([
    { name: 'a.json', content: manyLines(120_000) },
    { name: 'notes.txt', content: 'remember the milk' },
    { name: 'b.json', content: otlpLine('one', [{ trace: 'bb', id: '1' }]) },
  ])
  expect(archive.length).toBeGreaterThan(24 << 20)
  const path = await scene.write('exports.tar', archive)
  const { files } = await scene.import([path])
  expect(files).toMatchObject([
    { path: `${path}!a.json`, format: 'otlp_json', records: 120_000 },
    { path: `${path}!notes.txt`, format: 'unrecognised', records: 0 },
    { path: `${path}!b.json`, format: 'otlp_json', records: 1 },
  ])
  expect(await scene.query('SELECT file_id, count(*) AS spans FROM spans GROUP BY 1 ORDER BY 1')).toEqual([
    { file_id: 0, spans: '120000' },
    { file_id: 2, spans: '1' },
  ])
})

test('files and folders, each file once, and what else lies there', async () => {
  const one = await scene.write('b.json', otlpLine('one', [{ id: '1' }]))
  await scene.write(
    'a.json.gz',
    gzipSync(
      otlpLine('two', [
        { trace: 'bb', id: '2' },
        { trace: 'bb', id: '3', parent: '2' },
      ]),
    ),
  )
  await scene.write('empty.json', '')
  await scene.write('notes.txt', 'remember the milk')
  await symlink(scene.exports, join(scene.exports, 'round'))
  const report = await scene.import([scene.exports, one])
  const file = (name: string, format: string, records: number) =>
    expect.objectContaining({
      path: join(scene.exports, name),
      format,
      records,
      spans: records,
      merged: 0,
      rejected: 0,
    })
  expect(report.files).toEqual([
    file('a.json.gz', 'otlp_json', 2),
    file('b.json', 'otlp_json', 1),
    file('empty.json', 'unrecognised', 0),
    file('notes.txt', 'unrecognised', 0),
  ])
  expect(report.problems).toEqual([
    expect.objectContaining({
      path: join(scene.exports, 'empty.json'),
      code: 'not_recognised',
      message: expect.stringContaining('an empty file'),
    }),
    expect.objectContaining({
      path: join(scene.exports, 'notes.txt'),
      code: 'not_recognised',
      message: expect.stringContaining('plain text'),
    }),
  ])
  expect(report).toMatchObject({ archive: scene.archive, spans: 3, traces: 2, services: 2, logs: 0 })
  expect(await scene.query("SELECT format_version, created_by LIKE 'traceloupe %' AS ours FROM archive")).toEqual([
    { format_version: 5, ours: true },
  ])
  expect(await readdir(scene.folder)).toEqual(['archive.duckdb', 'exports'])
  await checkIntegrity(scene.archive)
})

test('the archive is one file of the promised storage version', async () => {
  await scene.import([await scene.write('a.json', manyLines(1_000))])
  expect(
    await scene.query(`SELECT tags['storage_version'] AS version FROM duckdb_databases() WHERE NOT internal`),
  ).toEqual([{ version: 'v1.5.0+' }])
  expect(await readdir(scene.folder)).toEqual(['archive.duckdb', 'exports'])
})

test('progress goes through all phases to the end', async () => {
  const path = await scene.write('a.json', manyLines(20_000))
  const seen: ImportProgress[] = []
  await scene.import([path], { onProgress: (progress) => seen.push(progress) })
  expect([...new Set(seen.map(({ phase }) => phase))]).toEqual(['looking', 'reading', 'linking', 'storing'])
  const last = seen.at(-1)
  expect(last).toMatchObject({ spans: 20_000, filesDone: 1, filesTotal: 1, bytesRead: last?.bytesTotal })
  expect(last?.bytesTotal).toBe((await readFile(path)).byteLength)
  for (const [index, { bytesRead, spans }] of seen.entries()) {
    expect(bytesRead).toBeGreaterThanOrEqual(seen[index - 1]?.bytesRead ?? 0)
    expect(spans).toBeGreaterThanOrEqual(seen[index - 1]?.spans ?? 0)
  }
})

test.skipIf(process.getuid?.() === 0)('a file that may not be read is a problem of its own', async () => {
  await scene.write('a.json', otlpLine('one', [{ id: '1' }]))
  const secret = await scene.write('secret.json', '{}')
  await chmod(secret, 0)
  const report = await scene.import([scene.exports])
  expect(report.problems).toEqual([expect.objectContaining({ path: secret, code: 'unreadable' })])
})

test('several decoders give what one gives', async () => {
  for (let file = 0; file < 6; file++) {
    const same: OtlpSpan = { id: 'ff', start: 1, name: `of file ${file % 2}` }
    await scene.write(
      `${file}.json`,
      otlpLine(`service ${file}`, [{ id: String(file + 1), parent: 'ff', start: file }]) +
        '\n' +
        otlpLine('shared', [same]),
    )
  }
  const content = 'SELECT * EXCLUDE (span_row, parent_row) FROM store.spans ORDER BY ALL'
  await scene.import([scene.exports], { cores: 2 })
  const one = await scene.query(content)
  expect(one).toHaveLength(8)
  await rm(scene.archive)
  await scene.import([scene.exports], { cores: 8 })
  expect(await scene.query(content)).toEqual(one)
})
