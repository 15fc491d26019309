import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { importRequests, type ImportRequests } from '../../main/hosts/hostRequests'
import { QueryHosts } from '../../main/hosts/QueryHosts'
import type { HostProcess } from '../../main/hosts/spawnHost'
import { ArchiveLibrary } from '../../main/shell/ArchiveLibrary'
import type { ImportReport } from '../../preload/contract/archive'
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
  const summary = { spanCount: 3, traceCount: 1, serviceCount: 1, errorCount: 0, logCount: 0, fileCount: 1 }
  const rest = { path: '', formatVersion: 1, createdAt: 0n, byteCount: 0, firstStart: null, lastEnd: null }
  const queries = queryHandlersStub({
    'archive.summary': () => ({ ...summary, ...rest, mergedCount: 0, rejectedCount: 0, files: [], problems: [] }),
  })
  const queryHosts = new QueryHosts(() => hostOf((port) => serve(port, queryRequests, queries)), '/entries')
  const spawnHost = () => hostOf((port) => serve(port, importRequests, { 'import.run': run }))
  return new ArchiveLibrary({ spawnHost, queryHosts, entryFolder: '/entries' })
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
