import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OpenedArchive } from '../../preload/contract/archive'
import type { ParametersOf } from '../../preload/contract/channel'
import type { QueryRequests, TraceFilter, TracePage } from '../../preload/contract/explorer'
import { Failed } from '../../preload/contract/failure'
import type { QueryProgress } from '../../preload/contract/matches'
import type { TraceSummary } from '../../preload/contract/trace'
import { explorerStub } from '../support/explorerStub'
import { stubPage } from '../support/pageStub'

type PageParameters = ParametersOf<QueryRequests['traces.page']>

const archive: OpenedArchive = { path: '/a.duckdb', name: 'a', report: null, reused: false }

const FAILED = '{ status = error }'
const isNarrowed = ({ query }: TraceFilter) => query === FAILED

/** 1,000 traces, named by their place in the order that is asked for; of those that failed, those of even number. */
function page({ filter, sort, first, count }: PageParameters): TracePage {
  const total = isNarrowed(filter) ? 500 : 1_000
  const rows = Array.from({ length: Math.max(0, Math.min(count, total - first)) }, (_, place): TraceSummary => {
    const rank = sort.descending ? total - 1 - first - place : first + place
    return {
      traceId: `trace-${isNarrowed(filter) ? 2 * rank : rank}`,
      rootServiceName: 'cart',
      rootName: 'GET /',
      startTime: null,
      durationNs: rank,
      spanCount: 1,
      errorCount: 0,
      serviceCount: 1,
      matchedSpans: null,
      values: [],
    }
  })
  return { total, archiveTotal: 1_000, totals: { spans: total, traces: total, groups: null }, longestNs: 999, rows }
}

async function listOver(
  answer: (parameters: PageParameters, report: (progress: QueryProgress) => void) => TracePage | Promise<TracePage>,
) {
  stubPage()
  const { Session } = await import('../../renderer/state/session.svelte')
  const { answerListsOf } = await import('../../renderer/views/traces/answer/answerLists')
  const { answerOf } = await import('../../renderer/query/answer/answerQuery')
  const { listQuestion } = await import('../../renderer/views/traces/answer/listQuestion')
  const explorer = explorerStub(
    {},
    {
      'traces.page': (parameters, { progress }) => answer(parameters, progress),
      'traces.position': ({ filter, traceId }) => {
        const number = Number(traceId.slice('trace-'.length))
        if (!isNarrowed(filter)) return number
        return number % 2 === 0 ? number / 2 : -1
      },
      'archive.services': () => [],
    },
  )
  const session = new Session(explorer)
  await session.turnTo(archive)
  await session.described
  return {
    session,
    list: answerListsOf(session).traces,
    query: (text: string) => listQuestion(answerOf(new URLSearchParams(text))),
  }
}

const ascending = 'sort=startTime&order=asc'

describe('the list of traces', () => {
  beforeEach(() => void vi.resetModules())
  afterEach(() => void vi.unstubAllGlobals())

  it('knows its length and its first rows at once, others when they come into sight', async () => {
    const asked: number[] = []
    const { list, query } = await listOver((parameters) => {
      asked.push(parameters.first)
      return page(parameters)
    })
    await list.show(archive, query(ascending))
    expect([list.page?.total, list.page?.archiveTotal, list.selected]).toEqual([1_000, 1_000, 0])
    expect([list.at(0)?.traceId, list.at(199)?.traceId, list.at(200)]).toEqual(['trace-0', 'trace-199', undefined])

    list.want({ first: 390, last: 420 })
    await vi.waitFor(() => expect(list.at(419)?.traceId).toBe('trace-419'))
    expect(list.at(390)?.traceId).toBe('trace-390')
    list.want({ first: 395, last: 425 })
    expect(asked).toEqual([0, 200, 400])
  })

  it('is as it was when the same is asked again', async () => {
    const asked: number[] = []
    const { session, list, query } = await listOver((parameters) => {
      asked.push(parameters.first)
      return page(parameters)
    })
    const { answerListsOf } = await import('../../renderer/views/traces/answer/answerLists')
    await list.show(archive, query(ascending))
    list.select(17)
    list.offset = 280
    await answerListsOf(session).traces.show(archive, query(ascending))
    expect([list.selected, list.offset, asked]).toEqual([17, 280, [0]])
  })

  it('keeps the selected trace where a filter leaves it, and starts at the top', async () => {
    const { list, query } = await listOver(page)
    await list.show(archive, query(ascending))
    list.select(40)
    list.offset = 500
    await list.show(archive, query(`${ascending}&query=${FAILED}`))
    expect([list.page?.total, list.selected, list.at(20)?.traceId, list.offset]).toEqual([500, 20, 'trace-40', 0])
  })

  it('selects the first where the filter takes the selected trace away, and finds it again without the filter', async () => {
    const { list, query } = await listOver(page)
    await list.show(archive, query(ascending))
    list.select(41)
    await list.show(archive, query(`${ascending}&query=${FAILED}`))
    expect(list.selected).toBe(0)
    await list.show(archive, query(ascending))
    expect(list.selected).toBe(41)
  })

  it('shows the newest question, however late the older one is answered', async () => {
    let releaseFirst = () => {}
    const held = new Promise<void>((resolve) => (releaseFirst = resolve))
    const { list, query } = await listOver(async (parameters) => {
      if (!isNarrowed(parameters.filter)) await held
      return page(parameters)
    })
    const first = list.show(archive, query(ascending))
    await list.show(archive, query(`${ascending}&query=${FAILED}`))
    releaseFirst()
    await first
    expect([list.page?.total, list.at(1)?.traceId]).toEqual([500, 'trace-2'])
  })

  it('tells how a long question gets on, and keeps the answer before it where that is given up', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    const progress = { phase: 'matching', share: 0.5, elapsedMs: 900, leftMs: 900 } as const
    const asked: boolean[] = []
    const { list, query } = await listOver(async (parameters, report) => {
      asked.push(parameters.filter.query !== '')
      if (parameters.filter.query !== '' && asked.length < 4) {
        report(progress)
        await held
      }
      return page(parameters)
    })
    await list.show(archive, query(ascending))
    void list.show(archive, query(`${ascending}&query=${encodeURIComponent(FAILED)}`))
    await vi.waitFor(() => expect(list.progress).toEqual(progress))
    list.cancel()
    expect([list.pending, list.cancelled, list.progress, list.page?.total]).toEqual([false, true, undefined, 1_000])
    await list.show(archive, query(`${ascending}&query=${encodeURIComponent(FAILED)}`))
    expect(asked).toEqual([false, true])

    list.retry(query(`${ascending}&query=${encodeURIComponent(FAILED)}`))
    expect([list.pending, list.cancelled]).toEqual([true, false])
    // Another list is looked at meanwhile; this one asks again when it is shown again.
    list.leave()
    expect([list.pending, list.cancelled]).toEqual([false, false])
    await list.show(archive, query(`${ascending}&query=${encodeURIComponent(FAILED)}`))
    expect([list.page?.total, asked.length]).toEqual([500, 4])
    release()
  })

  it('says that it failed, and goes on when asked again', async () => {
    let broken = true
    const { list, query } = await listOver((parameters) => {
      if (broken) throw new Failed({ code: 'host_ended', host: 'query', reason: 'crashed', detail: '' })
      return page(parameters)
    })
    await list.show(archive, query(ascending))
    expect([list.failure?.code, list.page]).toEqual(['host_ended', undefined])
    broken = false
    list.retry(query(ascending))
    await vi.waitFor(() => expect(list.page?.total).toBe(1_000))
    expect(list.failure).toBeUndefined()
  })

  it('says that rows did not come, and fetches them when asked again', async () => {
    let broken = false
    const { list, query } = await listOver((parameters) => {
      if (broken) throw new Failed({ code: 'host_ended', host: 'query', reason: 'crashed', detail: '' })
      return page(parameters)
    })
    await list.show(archive, query(ascending))
    broken = true
    list.want({ first: 600, last: 630 })
    await vi.waitFor(() => expect(list.rowFailure?.code).toBe('host_ended'))
    broken = false
    list.retryRows()
    await vi.waitFor(() => expect(list.at(629)?.traceId).toBe('trace-629'))
    expect(list.rowFailure).toBeUndefined()
  })

  it('begins anew with another archive', async () => {
    const { session, list, query } = await listOver(page)
    await list.show(archive, query(ascending))
    list.select(40)
    const other = { ...archive, path: '/b.duckdb' }
    await session.turnTo(other)
    const shown = list.show(other, query(ascending))
    expect([list.page, list.at(0), list.selected]).toEqual([undefined, undefined, -1])
    await shown
    expect([list.page?.total, list.selected]).toEqual([1_000, 0])
  })
})
