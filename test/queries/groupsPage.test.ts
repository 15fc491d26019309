import { describe, expect, test } from 'vitest'
import { ARCHIVE_START } from '../support/archiveOf'
import { MatchesScene } from './MatchesScene'

const scene = new MatchesScene()

describe('groups', () => {
  const query = '{ } | by(kind, resource.service.name)'

  test('have exact counts and percentiles over all traces', async () => {
    expect(await scene.groups({ query }, { column: 'totalNs', descending: true })).toEqual({
      total: 3,
      archiveTotal: 3,
      totals: { spans: 5, traces: 3, groups: 3 },
      longestNs: 950,
      rows: [
        {
          values: ['s:server', 's:shop'],
          spanCount: 2,
          traceCount: 2,
          errorCount: 1,
          p50Ns: 50,
          p95Ns: 900,
          maxNs: 900,
          totalNs: 950,
        },
        {
          values: ['s:client', 's:cart'],
          spanCount: 2,
          traceCount: 1,
          errorCount: 1,
          p50Ns: 100,
          p95Ns: 300,
          maxNs: 300,
          totalNs: 400,
        },
        {
          values: ['s:internal', 's:ci'],
          spanCount: 1,
          traceCount: 1,
          errorCount: 0,
          p50Ns: null,
          p95Ns: null,
          maxNs: null,
          totalNs: 0,
        },
      ],
    })
  })

  test('sort by every figure, and by values as what they are', async () => {
    const first = async (column: string, descending = true) =>
      (await scene.groups({ query: '{ } | by(span.http.status)' }, { column, descending })).rows.map(
        ({ values }) => values[0],
      )
    expect(await first('group1', false)).toEqual(['n:200', 'n:500', 'n:1000', 'nil', 's:200 OK'])
    expect(await first('maxNs')).toEqual(['n:200', 'n:1000', 's:200 OK', 'n:500', 'nil'])
    expect((await first('errorCount')).slice(0, 2)).toEqual(['n:1000', 'n:500'])
    await expect(first('group2')).rejects.toMatchObject({ failure: { code: 'query_wrong' } })
  })

  test('count the spans that start between from and to', async () => {
    const range = { from: ARCHIVE_START + 1_200n, to: ARCHIVE_START + 6_000n }
    const { rows, totals } = await scene.groups({ query, ...range }, { column: 'group1' })
    expect(totals).toEqual({ spans: 2, traces: 2, groups: 2 })
    expect(rows.map(({ values, spanCount }) => [values.join(' '), spanCount])).toEqual([
      ['s:client s:cart', 1],
      ['s:server s:shop', 1],
    ])
  })

  test('are not there without by()', async () => {
    await expect(scene.groups({ query: '{ }' }, { column: 'spanCount' })).rejects.toMatchObject({
      failure: { code: 'query_wrong' },
    })
  })
})
