import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { RecentList } from '../../main/shell/RecentList'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traceloupe-recent-'))
  process.env.TRACELOUPE_DATA = folder
})
afterEach(async () => {
  delete process.env.TRACELOUPE_DATA
  await rm(folder, { recursive: true, force: true })
})

const entry = (path: string, openedAt = 1) => ({ path, name: path, sources: [], spanCount: 1, traceCount: 1, openedAt })
const paths = async (list: RecentList) => (await list.read()).map(({ path }) => path)

it('keeps the latest first, each once, also when many are added at the same time', async () => {
  const list = new RecentList()
  await Promise.all(['a', 'b', 'c', 'a'].map((path) => list.add(entry(path))))
  expect(await paths(list)).toEqual(['a', 'c', 'b'])
  expect(await paths(new RecentList())).toEqual(['a', 'c', 'b'])
})

it('forgets what is removed', async () => {
  const list = new RecentList()
  await list.add(entry('a'))
  await list.add(entry('b'))
  await list.remove('b')
  expect(await paths(list)).toEqual(['a'])
})

it('holds at most 200', async () => {
  const list = new RecentList()
  for (let i = 0; i < 203; i++) await list.add(entry(String(i)))
  const kept = await paths(list)
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([200, '202', '3'])
})

it('starts anew over a list that is damaged', async () => {
  await writeFile(join(folder, 'recent.json'), '[{"path":')
  const list = new RecentList()
  expect(await list.read()).toEqual([])
  await list.add(entry('a'))
  expect(JSON.parse(await readFile(join(folder, 'recent.json'), 'utf8'))).toEqual([entry('a')])
})
