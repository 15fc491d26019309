import { CompletionContext } from '@codemirror/autocomplete'
import { EditorState } from '@codemirror/state'
import { describe, expect, test } from 'vitest'
import { parseTraceQL } from '../../preload/contract/traceql/parseTraceQL'
import type { CompletionSource } from '../../renderer/query/CompletionSource'
import { queryExamples } from '../../renderer/query/queryExamples'
import { traceqlCompletions } from '../../renderer/query/traceqlCompletions'

/** Answers like an archive, and keeps what it was asked. */
class AskedSource implements CompletionSource {
  asked: unknown[] = []

  async keys(...[scopes, text]: Parameters<CompletionSource['keys']>) {
    this.asked.push(['keys', scopes, text])
    return [
      { scope: 'span' as const, key: 'http.route', types: ['s' as const], occurrences: 12_345 },
      { scope: 'resource' as const, key: 'http.route', types: ['i' as const, 's' as const], occurrences: 3 },
      { scope: 'event' as const, key: 'a key', types: ['b' as const], occurrences: 1 },
    ].filter(({ scope }) => scopes.includes(scope))
  }

  async values(...[scopes, key, text]: Parameters<CompletionSource['values']>) {
    this.asked.push(['values', scopes, key, text])
    return {
      values: [
        { value: 'ca"rt', type: 's' as const, occurrences: 1_200 },
        { value: '500', type: 'i' as const, occurrences: 7 },
        { value: 'true', type: 'b' as const, occurrences: null },
        { value: 'error', type: 's' as const, occurrences: 2 },
      ],
      isSample: true,
    }
  }

  async places(...[text]: Parameters<CompletionSource['places']>) {
    this.asked.push(['places', text])
    return [
      { scope: 'intrinsic' as const, key: 'span:name', type: 's' as const, value: 'POST /cart', occurrences: 9 },
      { scope: 'intrinsic' as const, key: 'span:status', type: 's' as const, value: 'error', occurrences: 2 },
      { scope: 'event' as const, key: 'exception.type', type: 's' as const, value: 'Cart"Error', occurrences: 1 },
      { scope: 'span' as const, key: 'cart id', type: 'i' as const, value: null, occurrences: 5 },
      { scope: 'resource' as const, key: 'port', type: 'i' as const, value: '80', occurrences: 5 },
    ]
  }
}

/** What is offered at `¦`, the text that it would replace, and what the archive was asked for it. */
async function offered(text: string, explicit = false) {
  const [before = '', after = ''] = text.split('¦')
  const state = EditorState.create({ doc: before + after })
  const source = new AskedSource()
  const result = await traceqlCompletions(source)(new CompletionContext(state, before.length, explicit))
  const { asked } = source
  if (result === null) return { labels: null, details: [], replaces: null, asked }
  return {
    labels: result.options.map(({ label }) => label),
    details: result.options.map(({ detail }) => detail),
    replaces: state.sliceDoc(result.from, result.to ?? before.length),
    asked,
  }
}

describe('completion', () => {
  test.each([
    ['{ resource.service.name = ¦', '', ['resource'], 'service.name', ''],
    ['{ resource.service.name = "sh¦"', '"sh"', ['resource'], 'service.name', 'sh'],
    ['{ .service.name != "¦', '"', ['span', 'resource'], 'service.name', ''],
    ['{ parent.http.route = "a\\"b¦', '"a\\"b', ['span', 'resource'], 'http.route', 'a"b'],
    ['{ event.exception.type = ["a", "b¦', '"b', ['event'], 'exception.type', 'b'],
    ['{ name = ¦ }', '', ['intrinsic'], 'span:name', ''],
    ['{ status = error && span:name = "a¦', '"a', ['intrinsic'], 'span:name', 'a'],
    ['{ span."a key" = 5¦', '5', ['span'], 'a key', '5'],
  ])('of values at %s', async (text, replaces, scopes, key, written) => {
    const found = await offered(text)
    expect(found.labels).toEqual(['"ca\\"rt"', '500', 'true', '"error"'])
    expect(found.details).toEqual(['1,200', '7', 'in a sample', '2'])
    expect(found.replaces).toBe(replaces)
    expect(found.asked).toEqual([['values', scopes, key, written]])
  })

  test('of values for a regular expression, with its signs escaped', async () => {
    expect((await offered('{ span.a =~ "x¦')).labels).toEqual(['"ca\\"rt"', '"500"', '"true"', '"error"'])
  })

  test.each([
    ['{ status = e¦', 'e', ['error', 'unset'], ['2', '0']],
    ['{ kind != ser¦', 'ser', ['server'], ['0']],
    ['{ } | c¦', 'c', ['count() > ', 'coalesce()', 'select('], [undefined, 'no groups', 'further columns']],
    [
      '{ duration ¦',
      '',
      ['=', '!=', '>', '>=', '<', '<='],
      ['is', 'is not', 'more than', 'at least', 'less than', 'at most'],
    ],
    ['{ name !¦', '!', ['!=', '!~'], ['is not', 'does not match']],
    ['{ status = error && kind ¦', '', ['=', '!='], ['is', 'is not']],
  ])('at %s', async (text, replaces, labels, details) => {
    const found = await offered(text)
    expect(found.labels).toEqual(labels)
    expect(found.details).toEqual(details)
    expect(found.replaces).toBe(replaces)
  })

  test('of fields and attribute keys, with how often they occur', async () => {
    for (const text of ['{ dur¦', '{ name = "x" && dur¦', '{ (dur¦', '{ } | avg(dur¦', '{ } | by(name, dur¦']) {
      const found = await offered(text)
      expect(found.replaces, text).toBe('dur')
      expect(found.labels).toEqual([
        'duration',
        'span.http.route',
        'resource.http.route',
        'event."a key"',
        'trace:duration',
        'span:duration',
      ])
      expect(found.details.slice(1, 4)).toEqual(['12,345 · string', '3 · integer, string', '1 · boolean'])
    }
    const scoped = await offered('{ resource.ht¦')
    expect(scoped.labels).toEqual(['resource.http.route'])
    expect(scoped.asked).toEqual([['keys', ['resource'], 'ht']])
    expect((await offered('{ .ht¦')).labels).toEqual(['.http.route'])
    expect((await offered('{ parent.span.ht¦')).labels).toEqual(['parent.span.http.route'])
  })

  test('of plain words tells which key holds them', async () => {
    const found = await offered('ca rt¦')
    expect(found.replaces).toBe('ca rt')
    expect(found.asked).toEqual([['places', 'ca rt']])
    expect(found.labels).toEqual([
      'ca rt',
      '{ name = "POST /cart" }',
      '{ status = error }',
      '{ event.exception.type = "Cart\\"Error" }',
      '{ span."cart id" != nil }',
      '{ resource.port = 80 }',
    ])
    expect(found.details).toEqual([
      'in names, ids, keys and values',
      '9 spans',
      '2 spans',
      '1 event',
      '5 spans',
      '5 spans',
    ])
    for (const label of found.labels?.slice(1) ?? []) expect(parseTraceQL(label).problems, label).toEqual([])
  })

  test.each(['{ ¦', '{ span.note = "a" && span.other = "b" ¦', '{ status = error ¦', '¦', '{ } ¦'])(
    'nothing at %s',
    async (text) => {
      expect((await offered(text)).labels).toBeNull()
    },
  )

  test('of what joins conditions, when it is asked for', async () => {
    expect((await offered('{ span.note = "a" ¦', true)).labels).toEqual(['&&', '||'])
    expect((await offered('{ ¦', true)).labels?.length).toBeGreaterThan(20)
  })
})

test('every example is a query', () => {
  const services = [{ serviceName: 'ca"rt', spanCount: 9, errorCount: 1, operations: [] }]
  for (const given of [services, []]) {
    for (const { query } of queryExamples(given)) expect(parseTraceQL(query).problems, query).toEqual([])
  }
})
