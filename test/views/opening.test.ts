import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ArchiveSummary, ImportProgress, ImportReport, OpenedArchive } from '../../preload/contract/archive'
import type { Handlers } from '../../preload/contract/channel'
import type { ShellRequests } from '../../preload/contract/explorer'
import { Failed, type Failure } from '../../preload/contract/failure'
import { explorerStub } from '../support/explorerStub'
import { stubPage } from '../support/pageStub'

const report: ImportReport = {
  archive: '/data/shop.duckdb',
  spans: 60_000,
  traces: 2_000,
  services: 12,
  logs: 0,
  elapsedMs: 2_310,
  files: [
    { path: '/shop.json', format: 'OTLP JSON', bytes: 1, records: 60_000, spans: 60_000, merged: 0, rejected: 0 },
  ],
  problems: [],
}
const imported: OpenedArchive = { path: '/data/shop.duckdb', name: 'shop', report, reused: false }
const summary: ArchiveSummary = {
  path: imported.path,
  formatVersion: 1,
  createdAt: 1_706_702_400_000_000_000n,
  byteCount: 1,
  spanCount: 60_000,
  traceCount: 2_000,
  serviceCount: 12,
  errorCount: 0,
  logCount: 0,
  firstStart: null,
  lastEnd: null,
  fileCount: 1,
  mergedCount: 0,
  rejectedCount: 0,
  files: [],
  problems: [],
}
const progress: ImportProgress = {
  phase: 'reading',
  bytesRead: 5,
  bytesTotal: 10,
  spans: 7,
  filesDone: 0,
  filesTotal: 1,
  elapsedMs: 100,
  leftMs: null,
}

async function openingOver(shell: Partial<Handlers<ShellRequests>>, hash = '#/welcome') {
  const page = stubPage(hash)
  const { Session } = await import('../../renderer/state/session.svelte')
  const { Notices } = await import('../../renderer/state/notices.svelte')
  const { Opening } = await import('../../renderer/state/opening.svelte')
  const { timeDisplay } = await import('../../renderer/state/timeDisplay.svelte')
  timeDisplay.choose('utc')
  const queries = { 'archive.services': () => [], 'archive.summary': () => summary }
  const session = new Session(explorerStub({ 'launch.paths': () => [], ...shell }, queries))
  const notices = new Notices()
  return { ...page, session, notices, opening: new Opening(session, notices) }
}

describe('opening', () => {
  beforeEach(() => void vi.resetModules())
  afterEach(() => void vi.unstubAllGlobals())

  it('imports, goes to the traces and says what came, quietly', async () => {
    const { opening, session, notices, memory, dataset } = await openingOver({ 'archive.open': () => imported })
    await opening.openPaths(['/shop.json'])
    await session.described
    expect([session.archive?.name, session.route.view]).toEqual(['shop', 'traces'])
    await vi.waitFor(() =>
      expect(notices.current?.text).toBe('Imported 2,000 traces, 60,000 spans of 12 services from 1 file in 2.31 s.'),
    )
    expect([opening.jobs, opening.summarised]).toEqual([[], undefined])
    expect([...memory.values()]).toEqual(['/data/shop.duckdb'])
    await vi.waitFor(() => expect(dataset['idle']).toBe('true'))
  })

  it('shows what was left out before it goes on', async () => {
    const problem = { path: '/shop.json', code: 'x', message: 'x', occurrences: 3, firstPosition: 1, sample: null }
    const opened = { ...imported, report: { ...report, problems: [problem] } }
    const { opening, notices } = await openingOver({ 'archive.open': () => opened })
    await opening.openPaths(['/shop.json'])
    expect(opening.summarised?.report?.problems).toEqual([problem])
    expect(notices.current).toBeUndefined()
  })

  it('says that nothing was imported again', async () => {
    const { opening, notices } = await openingOver({
      'sample.open': () => ({ ...imported, report: null, reused: true }),
    })
    await opening.openSample()
    await vi.waitFor(() =>
      expect(notices.current?.text).toBe(
        'Opened from the archive made on 2024-01-31 12:00. Nothing was imported again.',
      ),
    )
  })

  it('follows the import and stops it, back to where the user was', async () => {
    let stopped = false
    const { opening, session, notices } = await openingOver(
      {
        'archive.open': (_, context) => {
          context.progress(progress)
          return new Promise((_resolve, reject) => {
            context.signal.addEventListener('abort', () => {
              stopped = true
              reject(new Failed({ code: 'cancelled' }))
            })
          })
        },
      },
      '#/sql',
    )
    const done = opening.openPaths(['/shop.json'])
    await vi.waitFor(() => expect(opening.current?.step).toMatchObject({ kind: 'importing', progress }))
    opening.cancel()
    expect(opening.current?.cancelling).toBe(true)
    await done
    expect(stopped).toBe(true)
    expect([opening.jobs, opening.inFront, opening.failure]).toEqual([[], false, undefined])
    expect(notices.current?.text).toBe('Cancelled. Nothing was kept.')
    expect(session.route.view).toBe('sql')
  })

  it('leaves the open archive alone when another cannot be opened, and tries again on demand', async () => {
    let readable = true
    const { opening, session } = await openingOver({
      'archive.open': ({ paths }) => {
        if (!readable) throw new Failed({ code: 'file_unreadable', path: paths[0] ?? '', problem: 'gone' })
        return { ...imported, path: paths[0] ?? '' }
      },
    })
    await opening.openPaths(['/first.duckdb'])
    readable = false
    await opening.openPaths(['/second.duckdb'])
    expect(opening.failure).toEqual({ code: 'file_unreadable', path: '/second.duckdb', problem: 'gone' })
    expect(session.archive?.path).toBe('/first.duckdb')
    readable = true
    opening.retry()
    await vi.waitFor(() => expect(session.archive?.path).toBe('/second.duckdb'))
    expect(opening.failure).toBeUndefined()
  })

  it('hands over dropped files, and says when one is gone', async () => {
    const asked: string[][] = []
    const { opening } = await openingOver({
      'archive.open': ({ paths }) => {
        asked.push(paths)
        return imported
      },
    })
    await opening.openFiles([new File(['{}'], 'a.json'), new File(['{}'], 'b.json')])
    await opening.openFiles(Promise.reject(new Error('A requested file could not be found')))
    expect(asked).toEqual([['/dropped/a.json', '/dropped/b.json']])
    expect(opening.failure).toEqual({ code: 'unexpected', message: 'A requested file could not be found' })
  })

  it('comes back to the archive and the place of before a reload', async () => {
    const { opening, session, memory } = await openingOver({ 'archive.open': () => imported }, '#/trace/5b8e?span=1')
    memory.set('open-archive', '/data/shop.duckdb')
    await opening.start()
    expect([session.archive?.path, session.route.view, session.route.argument]).toEqual([
      '/data/shop.duckdb',
      'trace',
      '5b8e',
    ])
    expect(opening.starting).toBe(false)
  })

  it('opens what the command line named rather than what was open before', async () => {
    const asked: string[][] = []
    const { opening, memory } = await openingOver({
      'launch.paths': () => ['/new.json'],
      'archive.open': ({ paths }) => {
        asked.push(paths)
        return imported
      },
    })
    memory.set('open-archive', '/old.duckdb')
    await opening.start()
    expect(asked).toEqual([['/new.json']])
  })

  it('notices that the program is gone', async () => {
    const { opening, session } = await openingOver({})
    session.explorer.shell.close()
    await vi.waitFor(async () => {
      await opening.openPaths(['/a'])
      expect(opening.failure?.code).toBe('connection_closed')
    })
    expect(session.connectionLost).toBe(true)
  })

  describe('in the background', () => {
    /** Imports that wait for their turn and end when they are let go. */
    function queue() {
      const asked: string[] = []
      const ends = new Map<string, (failure?: Failure) => void>()
      const import_: Handlers<ShellRequests>['archive.open'] = ({ paths: [path = ''] }, context) => {
        asked.push(path)
        if (path.endsWith('.duckdb')) return { ...imported, path, name: path, report: null }
        context.progress(asked.length === 1 ? progress : { phase: 'waiting', ahead: asked.length - 1 })
        return new Promise((resolve, reject) => {
          context.signal.addEventListener('abort', () => reject(new Failed({ code: 'cancelled' })))
          ends.set(path, (failure) =>
            failure ? reject(new Failed(failure)) : resolve({ ...imported, path: `${path}.duckdb`, name: path }),
          )
        })
      }
      return { asked, end: (path: string, failure?: Failure) => ends.get(path)?.(failure), open: import_ }
    }
    const names = (jobs: { name: string }[]) => jobs.map(({ name }) => name)

    it('lets imports wait for one another, and turns to the one that the user waits for', async () => {
      const { end, open } = queue()
      const { opening, session, notices } = await openingOver({ 'archive.open': open })
      const a = opening.openPaths(['/a'])
      const b = opening.openPaths(['/b'])
      const c = opening.openPaths(['/c'])
      await vi.waitFor(() => expect(opening.jobs[2]?.step).toEqual({ kind: 'waiting', ahead: 2 }))
      expect([opening.current?.name, opening.inFront]).toEqual(['a', true])
      end('/a')
      await a
      expect([session.archive?.name, opening.inFront]).toEqual(['/a', false])
      expect(names(opening.jobs)).toEqual(['b', 'c'])

      end('/b', { code: 'import_failed', path: '/b', problem: 'the disk is full' })
      await b
      expect([opening.failure, opening.jobs[0]?.failure?.code]).toEqual([undefined, 'import_failed'])
      expect(notices.current?.text).toBe('b was not imported.')
      end('/c')
      await c
      expect([session.archive?.name, names(opening.jobs)]).toEqual(['/a', ['b', 'c']])
      expect(notices.current?.text).toMatch(/^\/c: Imported 2,000 traces/)

      const [failed, done] = opening.jobs
      if (!failed || !done) throw new Error('both are in the queue')
      await opening.look(done)
      expect([session.archive?.name, names(opening.jobs)]).toEqual(['/c', ['b']])
      await opening.look(failed)
      expect([opening.failure?.code, opening.jobs]).toEqual(['import_failed', []])
    })

    it('opens what needs no import at once, and cancels one of those that wait', async () => {
      const { end, open } = queue()
      const { opening, session } = await openingOver({ 'archive.open': open })
      const a = opening.openPaths(['/a'])
      const b = opening.openPaths(['/b'])
      await vi.waitFor(() => expect(opening.jobs[1]?.step.kind).toBe('waiting'))
      opening.hide()
      await opening.openPaths(['/mine.duckdb'])
      expect([session.archive?.path, names(opening.jobs)]).toEqual(['/mine.duckdb', ['a', 'b']])
      opening.cancel(opening.jobs[1])
      await b
      expect(names(opening.jobs)).toEqual(['a'])
      end('/a')
      await a
      expect(session.archive?.path).toBe('/mine.duckdb')
      expect(opening.jobs[0]?.opened?.name).toBe('/a')
    })

    it('tries one again that failed unseen', async () => {
      const { asked, end, open } = queue()
      const { opening, session } = await openingOver({ 'archive.open': open })
      const a = opening.openPaths(['/a'])
      await vi.waitFor(() => expect(opening.current?.step.kind).toBe('importing'))
      opening.hide()
      end('/a', { code: 'cancelled' })
      await a
      expect(opening.jobs).toEqual([])
      const b = opening.openPaths(['/b'])
      await vi.waitFor(() => expect(asked).toHaveLength(2))
      opening.hide()
      end('/b', { code: 'archive_in_use', path: '/b' })
      await b
      const [failed] = opening.jobs
      opening.retry(failed)
      await vi.waitFor(() => expect(asked).toEqual(['/a', '/b', '/b']))
      end('/b')
      await vi.waitFor(() => expect(session.archive?.name).toBe('/b'))
    })
  })

  describe('adding', () => {
    const file = report.files[0]
    const added: OpenedArchive = {
      ...imported,
      name: 'shop and 1 more',
      report: { ...report, files: file ? [{ ...file, spans: 40, merged: 2 }] : [] },
    }

    it('goes on in the background, tells what came, and shows the new state once', async () => {
      let change = () => {}
      let release = () => {}
      const held = new Promise<void>((resolve) => (release = resolve))
      const { opening, session, notices } = await openingOver(
        {
          'archive.open': () => imported,
          'archive.changes': (_, context) => {
            change = () => context.progress(null)
            return new Promise(() => undefined)
          },
          'archive.add': async ({ archive, paths }, context) => {
            expect([archive, paths]).toEqual([imported.path, ['/dropped/more.json']])
            context.progress(progress)
            await held
            change()
            return added
          },
        },
        '#/trace/5b8e',
      )
      await opening.openPaths(['/shop.json'])
      session.route.go('trace', { argument: '5b8e' })
      const adding = opening.addFiles([new File([], 'more.json')])
      await vi.waitFor(() => expect(opening.current?.step.kind).toBe('importing'))
      expect([opening.inFront, opening.current?.name]).toEqual([false, 'more.json'])
      const before = session.archive
      release()
      await adding
      expect(session.archive).not.toBe(before)
      expect([session.archive?.name, session.route.view, opening.jobs]).toEqual(['shop and 1 more', 'trace', []])
      expect(notices.current?.text).toBe('Added 1 file to shop and 1 more: 40 spans, 2 reports merged.')
    })

    it('shows the new state of an archive that somebody else changed', async () => {
      let change: (() => void) | undefined
      const { opening, session, notices } = await openingOver({
        'archive.open': () => imported,
        'archive.changes': (_, context) => {
          change = () => context.progress(null)
          return new Promise(() => undefined)
        },
      })
      await opening.openPaths(['/shop.json'])
      const before = session.archive
      await vi.waitFor(() => expect(change).toBeDefined())
      change?.()
      await vi.waitFor(() => expect(session.archive).not.toBe(before))
      expect(session.archive?.path).toBe(imported.path)
      await vi.waitFor(() =>
        expect(notices.current?.text).toBe('The archive has changed: 2,000 traces, 60,000 spans now.'),
      )
    })
  })
})
