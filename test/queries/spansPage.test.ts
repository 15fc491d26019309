import { describe, expect, test } from 'vitest'
import type { ColumnValue } from '../../preload/contract/matches'
import { ARCHIVE_START, paddedSpanId, paddedTraceId } from '../support/archiveOf'
import { MatchesScene } from './MatchesScene'

const scene = new MatchesScene()

/** `trace/span` of each. */
async function named(...question: Parameters<typeof scene.spans>): Promise<string[]> {
  const { rows } = await scene.spans(...question)
  return rows.map(({ traceId, spanId }) => `${traceId.replace(/^0+/, '')}${spanId.replace(/^0+/, '')}`)
}

describe('the list of spans', () => {
  test('without a query has all spans, by start, those without one last', async () => {
    expect(await named({})).toEqual(['1a', '1b', '1c', '2a', '3a'])
    expect(await named({}, { descending: true })).toEqual(['2a', '1c', '1b', '1a', '3a'])
  })

  test('answers a page with everything about each span, and the totals', async () => {
    const query = '{ kind = client || status = error }'
    expect(await scene.spans({ query }, {}, { first: 1, count: 1 })).toEqual({
      total: 3,
      archiveTotal: 3,
      totals: { spans: 3, traces: 2, groups: null },
      longestNs: 300,
      rows: [
        {
          spanRow: 2,
          traceId: paddedTraceId('1'),
          spanId: paddedSpanId('c'),
          serviceName: 'cart',
          name: 'Get',
          kind: 'client',
          startTime: ARCHIVE_START + 1_500n,
          durationNs: 100,
          selfTimeNs: 100,
          status: 'unset',
          rootServiceName: 'shop',
          rootName: 'GET /',
          values: [],
        },
      ],
    })
  })

  test.each<[string, string[]]>([
    ['serviceName', ['1b', '1c', '3a', '1a', '2a']],
    ['name', ['1a', '1b', '1c', '2a', '3a']],
    ['kind', ['1b', '1c', '3a', '1a', '2a']],
    ['durationNs', ['2a', '1c', '1b', '1a', '3a']],
    ['selfTimeNs', ['2a', '1c', '1b', '1a', '3a']],
    ['status', ['1b', '2a', '1a', '1c', '3a']],
    ['trace', ['3a', '1a', '1b', '1c', '2a']],
  ])('sorts by %s, and breaks ties by trace and place', async (column, expected) => {
    expect(await named({}, { column })).toEqual(expected)
    expect(await named({ query: '{ }' }, { column })).toEqual(expected)
  })

  test.each<[string, string[], string[]]>([
    // Numbers by their size before texts; what is missing comes last.
    ['span.http.status', ['1a', '2a', '1b', '1c', '3a'], ['1b', '2a', '1a', '1c', '3a']],
    ['resource.region', ['1a', '1b', '1c', '2a', '3a'], ['1a', '1b', '1c', '2a', '3a']],
    ['event.attempt', ['1b', '1a', '1c', '2a', '3a'], ['1b', '1a', '1c', '2a', '3a']],
    ['parent.span.http.status', ['1b', '1c', '1a', '2a', '3a'], ['1b', '1c', '1a', '2a', '3a']],
    ['trace:duration', ['3a', '2a', '1a', '1b', '1c'], ['1a', '1b', '1c', '2a', '3a']],
  ])('sorts by the field %s', async (column, ascending, descending) => {
    expect(await named({}, { column })).toEqual(ascending)
    expect(await named({ query: '{ }' }, { column })).toEqual(ascending)
    expect(await named({}, { column, descending: true })).toEqual(descending)
  })

  test('shows fields with their types, values of events together, and nothing where there is none', async () => {
    const columns = [
      'span.http.status',
      'span.tags',
      '.region',
      'event:name',
      'event.attempt',
      'parent.span.tags',
      'duration',
    ]
    const { rows } = await scene.spans({}, {}, { columns })
    const one = (text: string, type: ColumnValue['type']) => ({ texts: [text], count: 1, type })
    expect(rows[0]?.values).toEqual([
      one('200', 'i'),
      one('["x","y"]', 'a'),
      one('eu', 's'),
      null,
      null,
      null,
      one('900', 'i'),
    ])
    expect(rows[1]?.values).toEqual([
      one('1000', 'i'),
      null,
      null,
      { texts: ['retry', 'retry'], count: 2, type: 's' },
      { texts: ['1', '2'], count: 2, type: 'i' },
      one('["x","y"]', 'a'),
      one('300', 'i'),
    ])
    expect(rows[4]?.values).toEqual([null, null, null, null, null, null, null])
  })

  test('refuses what is no field, and what is no query', async () => {
    for (const column of ['nope', 'a b', 'kind, name', ') | count() > (', ''])
      await expect(scene.spans({}, {}, { columns: [column] }), column).rejects.toMatchObject({
        failure: { code: 'query_wrong' },
      })
    await expect(scene.spans({}, { column: 'nope' })).rejects.toMatchObject({ failure: { code: 'query_wrong' } })
    await expect(scene.spans({ query: '{ nope' })).rejects.toMatchObject({ failure: { code: 'query_wrong' } })
  })

  test('takes from and to for the start of the span, not of its trace', async () => {
    const filter = { from: ARCHIVE_START + 1_100n, to: ARCHIVE_START + 5_000n }
    expect(await named(filter)).toEqual(['1b', '1c'])
    expect((await scene.traces(filter)).rows).toEqual([])
    expect(await named({ ...filter, query: '{ status = error }' })).toEqual(['1b'])
  })
})
