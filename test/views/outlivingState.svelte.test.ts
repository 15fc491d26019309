import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { OpenedArchive, ServiceSummary } from '../../preload/contract/archive'
import type { SqlResult } from '../../preload/contract/sql/sql'
import type { TraceSummary } from '../../preload/contract/trace'
import { ROW_HEIGHT } from '../../renderer/views/trace/layout'
import { explorerStub } from '../support/explorerStub'
import { stubPage } from '../support/pageStub'
import { traceColumnsOf } from '../support/traceColumnsOf'

const archive: OpenedArchive = { path: '/a.duckdb', name: 'a', report: null, reused: false }
const result: SqlResult = {
  resultId: 1,
  columns: [{ name: 'n', type: 'INTEGER' }],
  rowCount: 2,
  elapsedMs: 3,
  rows: [[41], [42]],
}
const services = ['cart', 'mail'].map((serviceName): ServiceSummary => {
  return { serviceName, spanCount: 1, errorCount: 0, operations: [] }
})

function summary(traceId: string): TraceSummary {
  const figures = { startTime: null, durationNs: 1, spanCount: 1, errorCount: 0, serviceCount: 1, matchedSpans: null }
  return { traceId, rootServiceName: 'cart', rootName: 'GET /', ...figures, values: [] }
}

/** What a component makes while it is built, after that component has gone. */
function leftBehind<Value>(make: () => Value): Value {
  const made: Value[] = []
  $effect.root(() => void made.push(make()))()
  const [value] = made
  if (value === undefined) throw new Error('nothing was made')
  return value
}

/** The values that whoever shows them sees: the first, and each that comes after it. */
function followed<Value>(read: () => Value): Value[] {
  const seen: Value[] = []
  $effect.root(() => {
    $effect(() => void seen.push(read()))
  })
  return seen
}

async function leftSession() {
  const { Session } = await import('../../renderer/state/session.svelte')
  const explorer = explorerStub(
    {
      'sql.run': () => result,
      'sql.vocabulary': () => ({
        relations: [],
        functions: [],
        keywords: [],
        attributeKeys: [],
        described: [],
        attributes: [],
      }),
    },
    {
      'archive.services': () => services,
      'traces.page': ({ filter }) => {
        const rows = filter.query !== '' ? [summary('failed')] : [summary('failed'), summary('fine')]
        const totals = { spans: rows.length, traces: rows.length, groups: null }
        return { total: rows.length, archiveTotal: 2, totals, longestNs: 1, rows }
      },
      'trace.columns': ({ traceId }) => ({ ...traceColumnsOf('shop checkout 0..100\n  bank charge 20..80'), traceId }),
    },
  )
  return leftBehind(() => new Session(explorer))
}

describe('state that outlives the component which made it', () => {
  beforeEach(() => void stubPage())
  afterEach(() => void vi.unstubAllGlobals())

  it('colours services by the archive that is open', async () => {
    const session = await leftSession()
    const seen = followed(() => session.colours.indexOf('mail'))
    await session.turnTo(archive)
    await session.described
    await vi.waitFor(() => expect(seen.at(-1)).toBe(1))
    expect(session.colours.indexOf('cart')).toBe(0)
  })

  it('lists traces', async () => {
    const session = await leftSession()
    await session.turnTo(archive)
    const { answerListsOf } = await import('../../renderer/views/traces/answer/answerLists')
    const { queryOf } = await import('../../renderer/query/traceQuery')
    const list = leftBehind(() => answerListsOf(session)).traces
    const seen = followed(() => [list.page?.total, list.at(0)?.traceId, list.selected])
    await list.show(archive, queryOf(new URLSearchParams()))
    await vi.waitFor(() => expect(seen.at(-1)).toEqual([2, 'failed', 0]))
    await list.show(archive, queryOf(new URLSearchParams('query={ status = error }')))
    await vi.waitFor(() => expect(seen.at(-1)).toEqual([1, 'failed', 0]))
    expect([list.pending, list.failure]).toEqual([false, undefined])
  })

  it('opens traces', async () => {
    const session = await leftSession()
    await session.turnTo(archive)
    const { openTraceOf } = await import('../../renderer/views/trace/openTrace.svelte')
    const opened = leftBehind(() => openTraceOf(session))
    const seen = followed(() => [
      opened.state?.columns.traceId,
      opened.state?.contentHeight,
      opened.state?.time.isWhole,
    ])
    await opened.open('one')
    await vi.waitFor(() => expect(seen.at(-1)).toEqual(['one', 2 * ROW_HEIGHT, true]))
    opened.state?.collapseAll()
    opened.state?.time.zoomStep(true, -1)
    await vi.waitFor(() => expect(seen.at(-1)).toEqual(['one', ROW_HEIGHT, false]))
    await opened.open('two')
    await vi.waitFor(() => expect(seen.at(-1)).toEqual(['two', 2 * ROW_HEIGHT, true]))
  })

  it('runs statements', async () => {
    const session = await leftSession()
    await session.turnTo(archive)
    vi.stubGlobal('getComputedStyle', () => ({ fontFamily: 'sans-serif' }))
    vi.stubGlobal('document', { ...document, body: null, createElement: () => ({ getContext: () => null }) })
    const { sqlWorkspaceOf } = await import('../../renderer/views/sql/sqlWorkspace.svelte')
    const workspace = leftBehind(() => sqlWorkspaceOf(session))
    const seen = followed(() => [workspace.result?.rowCount, workspace.rowAt(1)?.[0], workspace.columns.length])
    workspace.turnTo(archive)
    await workspace.run({ text: 'SELECT 41', from: 0 })
    await vi.waitFor(() => expect(seen.at(-1)).toEqual([2, 42, 1]))
    expect([workspace.running, workspace.rowFailure]).toEqual([undefined, undefined])
  })
})
