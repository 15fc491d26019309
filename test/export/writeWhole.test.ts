import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeWhole } from '../../main/export/writeWhole'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traceloupe-write-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function* pieces(...texts: (string | Error)[]): AsyncGenerator<string> {
  for (const text of texts) {
    if (text instanceof Error) throw text
    yield text
  }
}

test('a file is there when all of it is, in place of what was there', async () => {
  const file = join(folder, 'a.json')
  await writeFile(file, 'old')
  await writeWhole(pieces('one', 'two'), file)
  expect(await readFile(file, 'utf8')).toBe('onetwo')
  await expect(writeWhole(pieces('one', new Error('it broke')), file)).rejects.toThrow('it broke')
  expect(await readFile(file, 'utf8')).toBe('onetwo')
  expect(await readdir(folder)).toEqual(['a.json'])
})

test('a place that cannot be written to is named, with the reason', async () => {
  const missing = join(folder, 'nowhere', 'a.json')
  await expect(writeWhole(pieces('one'), missing)).rejects.toMatchObject({
    failure: { code: 'file_unwritable', path: missing, problem: 'there is no such file or folder' },
  })
  const taken = join(folder, 'taken')
  await mkdir(join(taken, 'inside'), { recursive: true })
  await expect(writeWhole([new Uint8Array(2)], taken)).rejects.toMatchObject({
    failure: { code: 'file_unwritable', path: taken },
  })
  expect(await readdir(folder)).toEqual(['taken'])
})
