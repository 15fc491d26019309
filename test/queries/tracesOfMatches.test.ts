import { describe, expect, test } from 'vitest'
import { ARCHIVE_START } from '../support/archiveOf'
import { MatchesScene } from './MatchesScene'

const scene = new MatchesScene()

describe('the list of traces', () => {
  test('shows and sorts by a field of the first matched span in tree order that has it', async () => {
    const columns = ['span.http.status', 'span.ratio', 'event.attempt']
    const texts = async (query: string) =>
      (await scene.traces({ query }, {}, { columns })).rows.map(({ values }) =>
        values.map((value) => value?.texts.join() ?? null),
      )
    expect(await texts('')).toEqual([
      ['200', '0.5', '1,2'],
      ['500', null, null],
      [null, null, null],
    ])
    expect(await texts('{ kind = client }')).toEqual([['1000', '0.5', '1,2']])
    expect(await texts('{ span.app.flag = true }')).toEqual([['200 OK', null, null]])
    const order = async (query: string) =>
      (await scene.traces({ query }, { column: 'span.http.status', descending: true })).rows.map(({ traceId }) =>
        traceId.at(-1),
      )
    expect(await order('')).toEqual(['2', '1', '3'])
    expect(await order('{ status = error }')).toEqual(['1', '2'])
  })

  test('says how many spans and groups there are beside the traces', async () => {
    expect((await scene.traces({})).totals).toEqual({ spans: 5, traces: 3, groups: null })
    expect((await scene.traces({ query: '{ } | by(resource.service.name)' })).totals).toEqual({
      spans: 5,
      traces: 3,
      groups: 3,
    })
    expect((await scene.traces({ query: '{ kind = client } | count() > 1' })).totals).toEqual({
      spans: 2,
      traces: 1,
      groups: null,
    })
    expect((await scene.traces({ query: '{ } | by(name)', from: ARCHIVE_START + 2_000n })).totals).toEqual({
      spans: 1,
      traces: 1,
      groups: 1,
    })
  })
})
