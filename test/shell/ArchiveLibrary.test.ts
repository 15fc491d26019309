import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { importRequests, type ImportRequests } from '../../main/hosts/hostRequests'
import { QueryHosts } from '../../main/hosts/QueryHosts'
import type { HostProcess } from '../../main/hosts/spawnHost'
import { SpareHosts } from '../../main/hosts/SpareHosts'
import { SqlConsoles } from '../../main/hosts/SqlConsoles'
import { TraceExports } from '../../main/hosts/TraceExports'
import { ArchiveLibrary } from '../../main/shell/ArchiveLibrary'
import type { ImportReport, OpeningProgress } from '../../preload/contract/archive'
import { serve, type Handlers } from '../../preload/contract/channel'
import { queryRequests } from '../../preload/contract/explorer'
import { Failed } from '../../preload/contract/failure'
import { queryHandlersStub } from '../support/explorerStub'
import { never } from '../support/never'
import { portPair } from '../support/portPair'

const report: Omit<ImportReport, 'archive'> = {
  spans: 3,
  traces: 1,
  services: 1,
  logs: 0,
  elapsedMs: 1,
  files: [],
  problems: [],
}
const context = { signal: never, progress: () => undefined }
let folder: string
let file: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traceloupe-library-'))
  process.env.TRACELOUPE_DATA = join(folder, 'data')
  file = join(folder, 'export.json')
  await writeFile(file, '{}')
})
afterEach(async () => {
  delete process.env.TRACELOUPE_DATA
  await rm(folder, { recursive: true, force: true })
})

/** A host in this process; it ends when it is killed. */
function hostOf(accept: (port: ReturnType<typeof portPair>[1]) => void): HostProcess {
  let kill = () => {}
  const ended = new Promise<{ code: null; stderr: string }>((resolve) => {
    kill = () => resolve({ code: null, stderr: '' })
  })
  const connect = () => {
    const [asking, answering] = portPair()
    accept(answering)
    return asking
  }
  return { connect, kill, ended }
}

function libraryOver(run: Handlers<ImportRequests>['import.run']): ArchiveLibrary {
  const queries = queryHandlersStub({
    'archive.size': () => ({ spanCount: 3, traceCount: 1, onlyTraceId: '1' }),
  })
  const queryHost = () => hostOf((port) => serve(port, queryRequests, queries))
  const queryHosts = new QueryHosts(new SpareHosts(queryHost), '/entries')
  const spawnHost = () => hostOf((port) => serve(port, importRequests, { 'import.run': run }))
  const consoles = new SqlConsoles(spawnHost, '/entries')
  const exports = new TraceExports(spawnHost, '/entries')
  return new ArchiveLibrary({
    spares: new SpareHosts(spawnHost),
    queryHosts,
    consoles,
    exports,
    entryFolder: '/entries',
  })
}

/** An import that writes its archive after the event loop has turned, and says when it begins and ends. */
function recorded(steps: string[]): Handlers<ImportRequests>['import.run'] {
  return async ({ into }) => {
    steps.push('begins')
    await mkdir(join(into, '..'), { recursive: true })
    await writeFile(into, '')
    steps.push('ends')
    return { ...report, archive: into }
  }
}

it('imports an export once, however many open it at the same time, and again only when it has changed', async () => {
  const steps: string[] = []
  const library = libraryOver(recorded(steps))
  const opened = await Promise.all([1, 2, 3].map(() => library.open([file], context)))
  // Which of them comes first is not said.
  expect(opened.filter(({ reused }) => reused)).toHaveLength(2)
  expect(new Set(opened.map(({ path }) => path)).size).toBe(1)
  expect(steps).toEqual(['begins', 'ends'])
  await writeFile(file, '{"another": "size"}')
  expect((await library.open([file], context)).reused).toBe(false)
  expect(steps).toEqual(['begins', 'ends', 'begins', 'ends'])
})

it('imports anew after an import that failed, one at a time', async () => {
  const steps: string[] = []
  const succeed = recorded(steps)
  const library = libraryOver((parameters, given) => {
    if (steps.length > 0) return succeed(parameters, given)
    steps.push('fails')
    throw new Failed({ code: 'import_failed', path: file, problem: 'the disk is full' })
  })
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => library.open([file], context)))
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  expect(steps).toEqual(['fails', 'begins', 'ends'])
})

it('lists what was opened, latest first, and deletes only what it made itself', async () => {
  const library = libraryOver(recorded([]))
  const own = await library.open([file], context)
  const foreign = join(folder, 'mine.duckdb')
  await writeFile(foreign, Buffer.concat([Buffer.alloc(8), Buffer.from('DUCK')]))
  const theirs = await library.open([foreign], context)
  expect([theirs.name, theirs.report, theirs.reused]).toEqual(['mine.duckdb', null, false])
  expect((await library.recent()).map(({ name, owned, byteCount }) => [name, owned, byteCount])).toEqual([
    ['mine.duckdb', false, 12],
    ['export.json', true, 0],
  ])
  await library.delete(own.path)
  await library.delete(theirs.path)
  expect([library.isOpen(own.path), library.isOpen(theirs.path), await library.recent()]).toEqual([false, false, []])
  expect((await library.open([file], context)).reused).toBe(false)
  expect((await library.open([foreign], context)).path).toBe(theirs.path)
})

/** An import that writes when it is let go on, and ends at once when it is cancelled. */
function held() {
  const begun: string[] = []
  const ends: (() => void)[] = []
  const run: Handlers<ImportRequests>['import.run'] = async ({ paths, into }, { signal }) => {
    begun.push(paths.map((path) => basename(path)).join(' '))
    await new Promise<void>((resolve, reject) => {
      ends.push(resolve)
      signal.addEventListener('abort', () => {
        ends.splice(ends.indexOf(resolve), 1)
        reject(new Failed({ code: 'cancelled' }))
      })
    })
    await writeFile(into, String(begun.length))
    return { ...report, archive: into }
  }
  return { begun, run, endOne: () => ends.shift()?.() }
}

it('runs imports one after another, says how many come first, and opens what is there meanwhile', async () => {
  const files = ['a.json', 'b.json', 'c.json'].map((name) => join(folder, name))
  for (const path of files) await writeFile(path, '{}')
  const { begun, run, endOne } = held()
  const library = libraryOver(run)
  const told: Record<string, number[]> = {}
  const cancelling = new AbortController()
  const open = (path: string, signal: AbortSignal) =>
    library.open([path], {
      signal,
      progress: (progress: OpeningProgress) => {
        if (progress.phase === 'waiting') (told[basename(path)] ??= []).push(progress.ahead)
      },
    })

  const first = open(files[0] ?? '', never)
  await vi.waitFor(() => expect(begun).toEqual(['a.json']))
  const second = open(files[1] ?? '', cancelling.signal)
  await vi.waitFor(() => expect(told).toEqual({ 'b.json': [1] }))
  const third = open(files[2] ?? '', never)
  await vi.waitFor(() => expect(told).toEqual({ 'b.json': [1], 'c.json': [2] }))

  const foreign = join(folder, 'mine.duckdb')
  await writeFile(foreign, Buffer.concat([Buffer.alloc(8), Buffer.from('DUCK')]))
  expect((await library.open([foreign], context)).report).toBeNull()

  cancelling.abort()
  await expect(second).rejects.toThrow('cancelled')
  await vi.waitFor(() => expect(told['c.json']).toEqual([2, 1]))
  expect(begun).toEqual(['a.json'])
  endOne()
  expect((await first).name).toBe('a.json')
  await vi.waitFor(() => expect(begun).toEqual(['a.json', 'c.json']))
  endOne()
  expect((await third).reused).toBe(false)
})

it('goes on with the next import after one that failed or was cancelled while it ran', async () => {
  const other = join(folder, 'other.json')
  await writeFile(other, '{"o": 1}')
  const { begun, run, endOne } = held()
  const library = libraryOver(run)
  const cancelling = new AbortController()
  const first = library.open([file], { signal: cancelling.signal, progress: () => undefined })
  await vi.waitFor(() => expect(begun).toHaveLength(1))
  const second = library.open([other], context)
  cancelling.abort()
  await expect(first).rejects.toThrow('cancelled')
  await vi.waitFor(() => expect(begun).toEqual(['export.json', 'other.json']))
  endOne()
  expect((await second).name).toBe('other.json')
})

it('adds to an open archive: whoever follows it is told, and the export says so when it is opened again', async () => {
  const more = join(folder, 'more.json')
  await writeFile(more, '{"m": 1}')
  let written = 0
  const library = libraryOver(async ({ into }) => {
    await writeFile(`${into}.new`, 'x'.repeat(++written))
    await rename(`${into}.new`, into)
    return { ...report, archive: into }
  })
  await expect(library.add('/not/open.duckdb', [more], context)).rejects.toThrow('it is not open')
  const opened = await library.open([file], context)
  let changes = 0
  const following = new AbortController()
  const followed = library.followChanges(opened.path, () => changes++, following.signal)

  const added = await library.add(opened.path, [more], context)
  expect(changes).toBe(1)
  expect(added).toMatchObject({
    path: opened.path,
    name: 'export.json and 1 more',
    reused: false,
    report: { spans: 3 },
  })
  const again = await library.open([file], context)
  expect(again).toMatchObject({ path: opened.path, name: 'export.json and 1 more', reused: true, addedCount: 1 })
  expect((await library.recent()).map(({ sources }) => sources.map((path) => basename(path)))).toEqual([
    ['export.json', 'more.json'],
  ])
  expect(changes).toBe(1)
  following.abort()
  await followed
})
