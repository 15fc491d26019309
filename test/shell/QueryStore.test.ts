import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { QueryStore } from '../../main/shell/QueryStore'
import type { RecentQuery, SavedQuery } from '../../preload/contract/queries'
import { bundleEntries } from '../support/bundleEntries'

const run = promisify(execFile)

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traceloupe-queries-'))
  file = join(folder, 'queries.json')
  process.env.TRACELOUPE_DATA = folder
})
afterEach(async () => {
  delete process.env.TRACELOUPE_DATA
  await rm(folder, { recursive: true, force: true })
})

const recent = (text: string, ranAt: number, more: Partial<RecentQuery> = {}): RecentQuery => ({
  language: 'traceql',
  text,
  ranAt,
  archive: 'shop',
  found: 3,
  elapsedMs: null,
  ...more,
})
const saved = (id: string, more: Partial<SavedQuery> = {}): SavedQuery => ({
  id,
  language: 'traceql',
  name: `named ${id}`,
  description: '',
  text: '{ status = error }',
  savedAt: 1,
  ...more,
})
const texts = (queries: RecentQuery[]) => queries.map(({ text }) => text)

describe('what is kept', () => {
  it('is there again for the next program, each language apart', async () => {
    const store = new QueryStore()
    const kept = [saved('a', { description: 'line 1\nline 2 “ü”' }), saved('b')]
    const ran = recent('{ name = "a\\nb, ]" }', 5, { found: null })
    for (const query of kept) await store.save(query)
    await store.record(ran)
    await store.record(recent('SELECT 1', 6, { language: 'sql' }))
    expect(await new QueryStore().list('traceql')).toEqual({ saved: kept, recent: [ran], damaged: null })
    expect(texts((await new QueryStore().list('sql')).recent)).toEqual(['SELECT 1'])
    expect(await readdir(folder)).toEqual(['queries.json'])
  })

  it('is nothing before anything was kept', async () => {
    expect(await new QueryStore().list('traceql')).toEqual({ saved: [], recent: [], damaged: null })
    await writeFile(file, '\n')
    expect(await new QueryStore().list('traceql')).toEqual({ saved: [], recent: [], damaged: null })
  })

  it('names the last run of each query once, newest first', async () => {
    const store = new QueryStore()
    for (const query of [recent('a', 1), recent('b', 2), recent('a', 3, { found: 7, archive: 'other' })])
      await store.record(query)
    expect((await store.list('traceql')).recent).toEqual([
      recent('a', 3, { found: 7, archive: 'other' }),
      recent('b', 2),
    ])
  })

  it('takes the later word on one run, however soon it follows', async () => {
    const store = new QueryStore()
    await Promise.all([null, 12].map((found) => store.record(recent('a', 1, { found }))))
    expect((await store.list('traceql')).recent).toEqual([recent('a', 1, { found: 12 })])
  })

  it('goes back to 200 recent queries in each language, and to all that were saved', async () => {
    const lines = Array.from({ length: 250 }, (_, place) => [
      { kind: 'recent', ...recent(`old ${place}`, place) },
      { kind: 'saved', ...saved(String(place)) },
    ])
    await writeFile(file, JSON.stringify(lines.flat()))
    const store = new QueryStore()
    await store.record(recent('new', 1_000))
    await store.record(recent('SELECT 1', 1, { language: 'sql' }))
    const kept = await store.list('traceql')
    expect(texts(kept.recent)).toEqual(['new', ...Array.from({ length: 199 }, (_, place) => `old ${249 - place}`)])
    expect(kept.saved).toHaveLength(250)
    expect((await store.list('sql')).recent).toHaveLength(1)
  })

  it('is changed and removed by id, and comes back as it was', async () => {
    const store = new QueryStore()
    for (const id of ['a', 'b', 'c']) await store.save(saved(id))
    await store.save(saved('b', { name: 'Slow', text: '{ duration > 1s }' }))
    await store.remove('a')
    const kept = [saved('b', { name: 'Slow', text: '{ duration > 1s }' }), saved('c')]
    expect((await store.list('traceql')).saved).toEqual(kept)
    await store.save(saved('a'))
    expect((await store.list('traceql')).saved).toEqual([...kept, saved('a')])
  })

  it('is forgotten in its own language alone', async () => {
    const store = new QueryStore()
    await store.record(recent('a', 1))
    await store.record(recent('a', 1, { language: 'sql' }))
    await store.forget({ language: 'traceql', text: 'a' })
    expect((await store.list('traceql')).recent).toEqual([])
    expect(texts((await store.list('sql')).recent)).toEqual(['a'])
  })
})

describe('a damaged file', () => {
  it.each([
    ['a line of it was overwritten', (whole: string) => whole.replace('"kind":"recent"', '\0\0\0\0')],
    ['its end is missing', (whole: string) => whole.slice(0, whole.indexOf('"kind":"recent"'))],
    ['an entry is of no kind that is known', (whole: string) => whole.replace('"recent"', '"dashboard"')],
    ['a value is of another type', (whole: string) => whole.replace('"ranAt":1', '"ranAt":"yesterday"')],
  ])('loses nothing that can be read, and nothing for good, where %s', async (_, damage) => {
    const store = new QueryStore()
    for (const id of ['a', 'b']) await store.save(saved(id))
    await store.record(recent('lost', 1))
    const whole = await readFile(file, 'utf8')
    const damaged = damage(whole)
    expect(damaged).not.toBe(whole)
    await writeFile(file, damaged)
    const good = [saved('a'), saved('b')]
    expect(await store.list('traceql')).toEqual({ saved: good, recent: [], damaged: file })

    await store.record(recent('new', 2))
    const copy = join(folder, 'queries.damaged.json')
    expect(await store.list('traceql')).toEqual({ saved: good, recent: [recent('new', 2)], damaged: copy })
    expect(await readFile(copy, 'utf8')).toBe(damaged)

    await store.dismissDamage()
    expect(await store.list('traceql')).toEqual({ saved: good, recent: [recent('new', 2)], damaged: null })
    const [put = ''] = (await readdir(folder)).filter((name) => /^queries\.damaged-\d+\.json$/.test(name))
    expect(await readFile(join(folder, put), 'utf8')).toBe(damaged)
  })

  it('is no more spoken of when that is dismissed before anything was changed', async () => {
    await writeFile(file, '[\n{"kind":')
    const store = new QueryStore()
    await store.dismissDamage()
    expect(await store.list('traceql')).toEqual({ saved: [], recent: [], damaged: null })
    expect(await readdir(folder)).toHaveLength(2)
  })

  it('that cannot be read at all is left as it is', async () => {
    await mkdir(file)
    const store = new QueryStore()
    const unreadable = { failure: { code: 'file_unreadable', path: file } }
    await expect(store.list('traceql')).rejects.toMatchObject(unreadable)
    await expect(store.save(saved('a'))).rejects.toMatchObject(unreadable)
    expect((await stat(file)).isDirectory()).toBe(true)
    await rm(file, { recursive: true })
    await store.save(saved('a'))
    expect((await store.list('traceql')).saved).toEqual([saved('a')])
  })

  it('in a folder that cannot be made says that it cannot be written', async () => {
    await writeFile(join(folder, 'no-folder'), '')
    process.env.TRACELOUPE_DATA = join(folder, 'no-folder', 'data')
    await expect(new QueryStore().save(saved('a'))).rejects.toMatchObject({ failure: { code: 'file_unwritable' } })
  })
})

/** A program that notes and saves 40 queries as fast as it can. Its arguments: the address of the bundle, and its name. */
const KEEP = `
  const [bundle, name] = process.argv.slice(1)
  const { QueryStore } = await import(bundle)
  const store = new QueryStore()
  for (let place = 0; place < 40; place++) {
    const query = { language: 'traceql', text: '{ name = "' + name + ' ' + place + '" }' }
    await store.record({ ...query, ranAt: place, archive: name, found: place })
    await store.save({ ...query, id: name + place, name, description: '', savedAt: 1 })
  }
`

describe('several processes', () => {
  it('that write at once lose nothing', async () => {
    const program = await bundleEntries({ QueryStore: 'main/shell/QueryStore.ts' })
    const names = ['one', 'two', 'three']
    const environment = { ...process.env, TRACELOUPE_DATA: join(folder, 'made', 'by', 'them') }
    const bundle = pathToFileURL(join(program, 'QueryStore.js')).href
    try {
      await Promise.all(
        names.map((name) =>
          run(process.execPath, ['--input-type=module', '--eval', KEEP, bundle, name], { env: environment }),
        ),
      )
    } finally {
      await rm(program, { recursive: true, force: true })
    }
    process.env.TRACELOUPE_DATA = environment.TRACELOUPE_DATA
    const kept = await new QueryStore().list('traceql')
    const expected = names.flatMap((name) => Array.from({ length: 40 }, (_, place) => `{ name = "${name} ${place}" }`))
    expect(texts(kept.recent).sort()).toEqual(expected.toSorted())
    expect(kept.saved.map(({ text }) => text).sort()).toEqual(expected.toSorted())
    expect(kept.damaged).toBeNull()
  })

  it('are not held up for good by one that was killed while it wrote', async () => {
    const lock = `${file}.lock`
    await writeFile(lock, 'left behind')
    const before = new Date(Date.now() - 60_000)
    await utimes(lock, before, before)
    const stores = Array.from({ length: 8 }, () => new QueryStore())
    await Promise.all(stores.map((store, place) => store.save(saved(String(place)))))
    expect((await new QueryStore().list('traceql')).saved).toHaveLength(8)
    expect(await readdir(folder)).toEqual(['queries.json'])
  })

  it('wait for one that is writing', async () => {
    const lock = `${file}.lock`
    await writeFile(lock, 'held')
    let done = false
    const saving = new QueryStore().save(saved('a')).then(() => (done = true))
    const waited = new Promise((resolve) => setTimeout(resolve, 100))
    await waited
    expect(done).toBe(false)
    expect(await readdir(folder)).toEqual(['queries.json.lock'])
    await rm(lock)
    await saving
    expect((await new QueryStore().list('traceql')).saved).toEqual([saved('a')])
  })
})
