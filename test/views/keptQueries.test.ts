import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { QueryList, RecentQuery, SavedQuery } from '../../preload/contract/queries'
import { queryRows } from '../../renderer/query/kept/queryRows'
import { sayAgo } from '../../renderer/query/kept/sayAgo'
import { explorerStub } from '../support/explorerStub'
import { stubPage } from '../support/pageStub'

function recent(text: string, more: Partial<RecentQuery> = {}): RecentQuery {
  return { language: 'traceql', text, ranAt: 1, archive: 'shop', found: 1, elapsedMs: null, ...more }
}
function saved(name: string, text: string, description = ''): SavedQuery {
  return { id: name, language: 'traceql', name, description, text, savedAt: 1 }
}

describe('the rows', () => {
  const list: QueryList = {
    saved: [
      saved('Run 10', '{ name = "Ten" }'),
      saved('run 9', '{ name = "nine" }', 'before the Release'),
      saved('Failed', 'b'),
    ],
    recent: [recent('b', { found: 7 }), recent('{ kind = client }', { archive: 'Bank' })],
    damaged: null,
  }
  const found = (filter: string) => queryRows(list, filter).map(({ section, text }) => `${section} ${text}`)

  it('are the saved queries by name, then the recent ones as they came', () => {
    expect(found('')).toEqual([
      'saved b',
      'saved { name = "nine" }',
      'saved { name = "Ten" }',
      'recent b',
      'recent { kind = client }',
    ])
  })

  it('know the name of a recent query and the last run of a saved one', () => {
    const [failed, nine, , b, clients] = queryRows(list, '')
    expect([failed?.run?.found, nine?.run, b?.saved?.name, clients?.saved]).toEqual([7, undefined, 'Failed', undefined])
  })

  it('are those with every word of the filter, in whatever is known of them', () => {
    expect(found('release NAME')).toEqual(['saved { name = "nine" }'])
    expect(found(' bank ')).toEqual(['recent { kind = client }'])
    expect(found('failed')).toEqual(['saved b', 'recent b'])
    expect(found('bank release')).toEqual([])
  })
})

it.each([
  [0, 'just now'],
  [-5_000, 'just now'],
  [59_999, 'just now'],
  [60_000, '1 min ago'],
  [3_599_999, '59 min ago'],
  [3_600_000, '1 h ago'],
  [86_399_999, '23 h ago'],
  [86_400_000 * 2.5, '2 d ago'],
])('%d ms ago reads %s', (passed, said) => {
  expect(sayAgo(1e12 - passed, 1e12)).toBe(said)
})

describe('a search', () => {
  let noted: RecentQuery[] = []
  beforeEach(() => {
    stubPage()
    noted = []
  })
  afterEach(() => vi.unstubAllGlobals())

  async function keptQueries() {
    const { KeptQueries } = await import('../../renderer/query/kept/keptQueries.svelte')
    const { Session } = await import('../../renderer/state/session.svelte')
    const record = (query: RecentQuery) => {
      noted.push(query)
      return null
    }
    return new KeptQueries(new Session(explorerStub({ 'queries.record': record })), 'traceql')
  }

  it('is noted when it is asked, and again with what it found', async () => {
    const kept = await keptQueries()
    kept.searched('a')
    kept.answered('what was asked before', 5)
    kept.answered('a', 12)
    kept.answered('a', 13)
    await vi.waitFor(() => expect(noted).toHaveLength(2))
    expect(noted).toMatchObject([
      { text: 'a', found: null },
      { text: 'a', found: 12 },
    ])
    expect(noted[1]?.ranAt).toBe(noted[0]?.ranAt)
  })

  it('is noted without a number when it fails or is overtaken, and not at all when it is for everything', async () => {
    const kept = await keptQueries()
    kept.searched('failing')
    kept.answered('failing', null)
    kept.searched('overtaken')
    kept.searched('b')
    kept.answered('overtaken', 3)
    kept.searched('')
    await vi.waitFor(() => expect(noted).toHaveLength(3))
    expect(noted.map(({ text, found }) => [text, found])).toEqual([
      ['failing', null],
      ['overtaken', null],
      ['b', null],
    ])
  })
})
