import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ImportProgress } from '../../preload/contract/archive'
import { ImportThreads } from '../../main/import/ImportThreads'
import { ImportScene } from './ImportScene'
import { manyLines } from './manyLines'
import { otlpLine } from './otlp'

const scene = new ImportScene()

test.each(['looking', 'reading', 'linking', 'storing'] as const)(
  'cancelled while %s: nothing is left, the archive is what it was',
  async (phase) => {
    await scene.import([await scene.write('a.json', otlpLine('one', [{ id: '1' }]))])
    const before = await scene.hash()
    const path = await scene.write('big.json', manyLines(60_000))
    const controller = new AbortController()
    let cancelledAt = 0
    const onProgress = (progress: ImportProgress) => {
      if (progress.phase !== phase || controller.signal.aborted) return
      cancelledAt = performance.now()
      controller.abort()
    }
    expect(await scene.failureOf([path], { signal: controller.signal, onProgress })).toEqual({ code: 'cancelled' })
    expect(performance.now() - cancelledAt).toBeLessThan(2_000)
    expect(await scene.hash()).toBe(before)
    expect(await readdir(scene.folder)).toEqual(['archive.duckdb', 'exports'])
  },
)

test('what cannot be imported fails and leaves nothing', async () => {
  const notes = await scene.write('notes.txt', 'remember the milk')
  expect(await scene.failureOf([notes])).toEqual({
    code: 'not_recognised',
    path: notes,
    looksLike: 'plain text',
    fileCount: 1,
  })
  await scene.write('more.txt', 'and the bread')
  expect(await scene.failureOf([scene.exports])).toMatchObject({ code: 'not_recognised', fileCount: 2 })
  expect(await scene.failureOf([join(scene.folder, 'missing.json')])).toEqual({
    code: 'file_unreadable',
    path: join(scene.folder, 'missing.json'),
    problem: 'no such file',
  })
  await mkdir(join(scene.folder, 'nothing'))
  expect(await scene.failureOf([join(scene.folder, 'nothing')])).toEqual({
    code: 'nothing_to_import',
    paths: [join(scene.folder, 'nothing')],
  })
  expect(await readdir(scene.folder)).toEqual(['exports', 'nothing'])
})

test('a worker that fails leaves the archive as it was', async () => {
  await scene.import([await scene.write('a.json', otlpLine('one', [{ id: '1' }]))])
  const before = await scene.hash()
  const broken = await scene.write('broken.mjs', 'throw new Error("out of luck")')
  for (const each of [
    { ...scene.workers, decoder: broken },
    { ...scene.workers, writer: broken },
  ]) {
    const failure = await scene.failureOf([scene.exports], { threads: new ImportThreads(each) })
    expect(failure).toMatchObject({ code: 'import_failed', problem: 'out of luck' })
  }
  expect(await scene.hash()).toBe(before)
  expect(await readdir(scene.folder)).toEqual(['archive.duckdb', 'exports'])
})

test('an archive of a newer format, a foreign database and another file are refused and kept', async () => {
  const path = await scene.write('a.json', otlpLine('one', [{ id: '1' }]))
  await scene.import([path])
  await scene.change('UPDATE archive SET format_version = 9')
  expect(await scene.failureOf([path])).toEqual({
    code: 'archive_newer',
    path: scene.archive,
    formatVersion: 9,
    supportedVersion: 5,
  })
  await rm(scene.archive)
  await scene.change('CREATE TABLE mine (a INTEGER)')
  expect(await scene.failureOf([path])).toMatchObject({ code: 'archive_unreadable', path: scene.archive })
  await writeFile(scene.archive, 'my notes '.repeat(1_000))
  expect(await scene.failureOf([path])).toMatchObject({ code: 'archive_unreadable', path: scene.archive })
  expect(await readFile(scene.archive, 'utf8')).toBe('my notes '.repeat(1_000))
  expect(await readdir(scene.folder)).toEqual(['archive.duckdb', 'exports'])
})

test('what a killed import has left is cleared away', async () => {
  await writeFile(`${scene.archive}.importing`, 'half')
  await mkdir(`${scene.archive}.importing.work`)
  await writeFile(join(`${scene.archive}.importing.work`, 'claim.duckdb'), 'half')
  await scene.import([await scene.write('a.json', otlpLine('one', [{ id: '1' }]))])
  expect(await readdir(scene.folder)).toEqual(['archive.duckdb', 'exports'])
})
