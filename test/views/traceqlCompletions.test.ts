import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import { describe, expect, test } from 'vitest'
import { parseTraceQL } from '../../preload/contract/traceql/parseTraceQL'
import { queryExamples } from '../../renderer/views/traces/queryExamples'
import { traceqlCompletions } from '../../renderer/views/traces/traceqlCompletions'

const services = [
  { serviceName: 'shop', spanCount: 40, errorCount: 0, operations: [{ name: 'GET /', spanCount: 40 }] },
  {
    serviceName: 'ca"rt',
    spanCount: 9,
    errorCount: 1,
    operations: [
      { name: 'GET /', spanCount: 2 },
      { name: 'add', spanCount: 7 },
    ],
  },
]

/** What is offered at `|`, and the text that it would replace. */
function offered(text: string) {
  const [before = '', after = ''] = text.split('¦')
  const state = EditorState.create({ doc: before + after })
  const result = traceqlCompletions(services)(new CompletionContext(state, before.length, false))
  return (
    result && {
      labels: result.options.map(({ label }) => label),
      replaces: state.sliceDoc(result.from, result.to ?? before.length),
    }
  )
}

describe('completion', () => {
  test.each([
    ['{ resource.service.name = ¦', '', '"shop" "ca\\"rt"'],
    ['{ resource.service.name = "sh¦"', '"sh"', '"shop" "ca\\"rt"'],
    ['{ .service.name != "¦', '"', '"shop" "ca\\"rt"'],
    ['{ name = ¦ }', '', '"GET /" "add"'],
    ['{ status = error && span:name = "a¦', '"a', '"GET /" "add"'],
    ['{ status = e¦', 'e', 'unset ok error'],
    ['{ kind != ¦', '', 'unspecified internal server client producer consumer'],
    ['{ } | c¦', 'c', 'count() >  avg( min( max( sum( by( coalesce() select('],
  ])('at %s', (text, replaces, labels) => {
    const found = offered(text)
    expect(found?.labels.join(' ')).toBe(labels)
    expect(found?.replaces).toBe(replaces)
  })

  test('of fields in conditions and arguments', () => {
    for (const text of ['{ dur¦', '{ name = "x" && dur¦', '{ (dur¦', '{ } | avg(dur¦', '{ } | by(dur¦']) {
      const found = offered(text)
      expect(found?.replaces, text).toBe('dur')
      expect(found?.labels).toEqual(expect.arrayContaining(['duration', 'span:selfTime', 'resource.', 'parent.']))
    }
  })

  test.each(['{ ¦', '{ span.note = "duration > ¦', 'dur¦', '{ duration > 1¦'])('nothing at %s', (text) => {
    expect(offered(text)).toBeNull()
  })
})

test('every example is a query', () => {
  for (const given of [services, []]) {
    for (const { query } of queryExamples(given)) expect(parseTraceQL(query).problems, query).toEqual([])
  }
})
