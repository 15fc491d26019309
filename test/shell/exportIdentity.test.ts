import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { identifyExport } from '../../main/shell/exportIdentity'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traceloupe-identity-'))
  process.env.TRACELOUPE_DATA = join(folder, 'data')
  await mkdir(join(folder, 'traces/deeper'), { recursive: true })
  await write('traces/a.json', 'a')
  await write('traces/deeper/b.json', 'b')
})
afterEach(async () => {
  delete process.env.TRACELOUPE_DATA
  await rm(folder, { recursive: true, force: true })
})

async function write(name: string, text: string, modified = 1_700_000_000): Promise<void> {
  await writeFile(join(folder, name), text)
  await utimes(join(folder, name), modified, modified)
}

const archiveOf = async (...names: string[]) => (await identifyExport(names.map((name) => join(folder, name)))).archive

it('gives the same files the same archive, in any order and through links', async () => {
  await symlink(join(folder, 'traces/a.json'), join(folder, 'link.json'))
  expect(await archiveOf('link.json')).toBe(await archiveOf('traces/a.json'))
  expect(await archiveOf('traces/a.json', 'traces/deeper/b.json', 'traces/a.json')).toBe(
    await archiveOf('traces/deeper/b.json', 'traces/a.json'),
  )
})

it.each([
  ['its size', () => write('traces/deeper/b.json', 'bb')],
  ['its time', () => write('traces/deeper/b.json', 'b', 1_700_000_001)],
  ['a file that is new', () => write('traces/deeper/c.json', '')],
])('gives a folder another archive when a file in it changes: %s', async (_, change) => {
  const before = await archiveOf('traces')
  await change()
  expect(await archiveOf('traces')).not.toBe(before)
})

it('names what it opens after its first file', async () => {
  const { name, archive } = await identifyExport([join(folder, 'traces/deeper/b.json'), join(folder, 'traces/a.json')])
  expect(name).toBe('a.json and 1 more')
  expect(basename(archive)).toMatch(/^a\.json-[0-9a-f]{16}\.duckdb$/)
})

it('says which path does not exist', async () => {
  const path = join(folder, 'missing.json')
  await expect(identifyExport([path])).rejects.toMatchObject({
    failure: { code: 'file_unreadable', path, problem: 'there is no such file or folder' },
  })
})
