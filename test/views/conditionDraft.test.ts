import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTraceQL } from '../../preload/contract/traceql/parseTraceQL'
import { readCondition, writeCondition, type ConditionDraft } from '../../renderer/query/edit/conditionDraft'
import { fieldOf, NAMED_FIELDS, wordsOf } from '../../renderer/query/edit/fields'
import { operatorsOf } from '../../renderer/query/edit/operators'
import { readQueryParts } from '../../renderer/query/edit/readQueryParts'

const ID = '0af7651916cd43dd8448eb211c80319c'

function read(condition: string): ConditionDraft | null {
  const text = `{ ${condition} }`
  const [only] = readQueryParts(text)?.conjuncts[0]?.filter?.conditions ?? []
  return readCondition(only?.expression ?? null, text)
}

describe('a condition from its fields', () => {
  it.each<[field: string, operator: ConditionDraft['operator'], value: string, text: string]>([
    ['Service', '=', 'cart', 'resource.service.name = "cart"'],
    ['operation', '!=', 'GET /', 'name != "GET /"'],
    ['Span duration', '>=', '1.5 s', 'duration >= 1.5s'],
    ['trace:duration', '<', '2 m 05 s', 'trace:duration < 2m05s'],
    ['Status', '=', 'error', 'status = error'],
    ['kind', '!=', 'client', 'kind != client'],
    ['http.route', '=', '/cart', '.http.route = "/cart"'],
    ['span.http.status_code', '=', '500', 'span.http.status_code = 500'],
    ['span.http.status_code', '=', '"500"', 'span.http.status_code = "500"'],
    ['span.ratio', '>', '-0.5', 'span.ratio > -0.5'],
    ['span.cached', '=', 'true', 'span.cached = true'],
    ['my key', '=', 'x', '."my key" = "x"'],
    ['span.a', 'contains', 'a.b*', 'span.a =~ ".*a\\\\.b\\\\*.*"'],
    ['name', 'begins', 'GET ', 'name =~ "GET .*"'],
    ['name', '=~', 'a|b', 'name =~ "a|b"'],
    ['span.a', 'exists', 'ignored', 'span.a != nil'],
    ['Parent span', 'missing', '', 'parent = nil'],
    ['Trace id', 'begins', '5B8E', 'trace:id =~ "0*5b8e.*"'],
    ['Trace id', 'begins', ` ${ID.toUpperCase()}`, `trace:id = "${ID}"`],
    ['Trace id', 'begins', 'Build/4', 'trace:id =~ "Build/4.*"'],
    ['Trace id', '=', '5b8e', `trace:id = "${'5b8e'.padStart(32, '0')}"`],
    ['Number of children', '>', '3', 'span:childCount > 3'],
  ])('%s %s %s', (field, operator, value, text) => {
    expect(writeCondition({ field, operator, value })).toEqual({ text })
  })

  it.each<[field: string, operator: ConditionDraft['operator'], value: string, problem: string]>([
    ['', '=', 'x', 'Which field?'],
    ['Span duration', '>', '100', 'A number and its unit: 150ms, 1.5s, 200us, 2m'],
    ['Number of children', '=', 'many', 'A whole number'],
    ['Status', '=', 'bad', 'One of unset, ok, error'],
    ['Status', '>', 'error', 'Not with this field'],
    ['span.a', '=', ' ', 'Which value?'],
    ['span.a', '=~', '(', 'this is no regular expression: Unterminated group'],
  ])('%s %s %s is refused', (field, operator, value, problem) => {
    expect(writeCondition({ field, operator, value })).toEqual({ problem })
  })

  it('reads back every condition that it writes, to the same condition', () => {
    const names = fc.oneof(
      fc.constantFrom(...NAMED_FIELDS.map(({ words }) => words), 'span.http.route', 'event.x', 'resource.host.name'),
      fc.string({ minLength: 1 }).filter((name) => name.trim() !== ''),
    )
    const drafts = names.chain((name) => {
      const found = fieldOf(name)
      return fc.record({
        field: fc.constant(found ? wordsOf(found.field) : name),
        operator: fc.constantFrom(...(found ? operatorsOf(found.field) : (['='] as const))),
        value: fc.oneof(fc.constantFrom('1', '-2.5', 'true', '"5"', 'error', 'client', '3ms', '', ID), fc.string()),
      })
    })
    let written = 0
    fc.assert(
      fc.property(drafts, (draft) => {
        const { text } = writeCondition(draft)
        if (text === undefined) return
        const back = read(text)
        expect(back, text).not.toBeNull()
        expect(back?.field).toBe(draft.field)
        expect(back && writeCondition(back)).toEqual({ text })
        written++
      }),
      { numRuns: 500 },
    )
    expect(written).toBeGreaterThan(100)
  })

  it.each([
    '.a = 150ms',
    '.a = ["x", "y"]',
    '.a',
    '.a = .b',
    '.a = error',
    '!(.a = 1)',
    '.a + 1 > 2',
    '.a = 1 || .b = 2',
  ])('leaves alone what it cannot say: %s', (condition) => {
    expect(parseTraceQL(`{ ${condition} }`).problems).toEqual([])
    expect(read(condition)).toBeNull()
  })
})
