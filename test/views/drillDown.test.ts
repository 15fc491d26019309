import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { groupsOf } from '../../preload/contract/traceql/groupsOf'
import { parseTraceQL } from '../../preload/contract/traceql/parseTraceQL'
import { drillDown } from '../../renderer/query/answer/drillDown'
import { evaluateTraceQL } from '../support/evaluateTraceQL'
import { searchQueries } from '../support/searchQueries'
import { formatQuery } from '../support/traceql/formatQuery'
import { traceqlTraces } from '../support/traceqlTraces'

describe('the query for the spans of a group', () => {
  it.each<[string, string[], string]>([
    ['{ } | by(name)', ['s:GET "x"'], '{ name = "GET \\"x\\"" }'],
    ['{ kind = client } | by(name) | count() > 3', ['s:Get'], '{ kind = client && name = "Get" } | count() > 3'],
    ['{ .a = 1 || status = ok } | by(status)', ['s:error'], '{ (.a = 1 || status = ok) && status = error }'],
    ['{ } > { } | by(span.n, duration)', ['n:2.5', 'n:1500'], '{ } > { } | { span.n = 2.5 && duration = 1500ns }'],
    ['{ } | count() > 2 | by(.b, kind)', ['b:true', 's:server'], '{ } | count() > 2 | { .b = true && kind = server }'],
    ['{ } | by(duration > 1s, .x)', ['b:false', 'nil'], '{ !(duration > 1s) && .x = nil }'],
    [
      '({ .a = 1 } | by(name)) | count() > 1 | { .c = 2 }',
      ['s:n'],
      '({ .a = 1 && name = "n" }) | count() > 1 | { .c = 2 }',
    ],
    [
      '{ } | by(name) | count() > 1 | coalesce() | by(kind)',
      ['s:client'],
      '{ } | by(name) | count() > 1 | coalesce() | { kind = client }',
    ],
    ['{ .a = 1 } | by(name) | select(.b)', ['s:n'], '{ .a = 1 && name = "n" } | select(.b)'],
  ])('%s, %j', (query, values, expected) => {
    expect(drillDown(query, values)).toEqual({ query: expected, exact: true })
    expect(parseTraceQL(expected).problems).toEqual([])
  })

  it('finds further spans where TraceQL cannot say the value', () => {
    expect(drillDown('{ } | by(.tags)', ['a:["x",1]'])).toEqual({ query: '{ .tags = "x" && .tags = 1 }', exact: false })
    expect(drillDown('{ } | by(.map)', ['a:{"x":1}'])).toEqual({ query: '{ }', exact: false })
  })

  it('is not there where there are no groups', () => {
    expect(drillDown('{ } | by(name) | coalesce()', [])).toBeNull()
    expect(drillDown('{ nope', [])).toBeNull()
  })
})

test('the spans of a group are those that its query finds, whatever the query', () => {
  let compared = 0
  const traces = fc.sample(traceqlTraces(), { seed: 7, numRuns: 1 })[0] ?? []
  for (const query of fc.sample(searchQueries(), { seed: 7, numRuns: 3_000 })) {
    if (groupsOf(query).length === 0) continue
    const text = formatQuery(query)
    const sizes = new Map<string, { values: string[]; count: number }>()
    for (const { groups, spanIds } of evaluateTraceQL(traces, query)) {
      const key = JSON.stringify(groups)
      const size = sizes.get(key) ?? { values: groups, count: 0 }
      sizes.set(key, { ...size, count: size.count + spanIds.length })
    }
    for (const { values, count } of sizes.values()) {
      const found = drillDown(text, values)
      const drilled = parseTraceQL(found?.query ?? '').query
      expect(drilled, `${text} ${values.join()} ${found?.query}`).not.toBeNull()
      if (!drilled || !found) continue
      const spans = evaluateTraceQL(traces, drilled).reduce((sum, { spanIds }) => sum + spanIds.length, 0)
      if (found.exact) expect(spans, `${text} ${values.join()} ${found.query}`).toBe(count)
      else expect(spans, `${text} ${values.join()} ${found.query}`).toBeGreaterThanOrEqual(count)
      compared++
    }
  }
  expect(compared).toBeGreaterThan(100)
})
