import { describe, expect, test } from 'vitest'
import type { DifferenceScope } from '../../../preload/contract/explore/difference'
import { parseTraceQL } from '../../../preload/contract/traceql/parseTraceQL'
import { narrowQuery } from '../../../renderer/views/explore/narrowQuery'
import { differenceCondition } from '../../../renderer/views/explore/why/differenceCondition'

function conditionOf(scope: DifferenceScope, key: string, value: string, least: number | null = null, most = least) {
  const told = { value, least, most, inside: 1, outside: 0, score: 1 }
  return differenceCondition({ scope, key, values: [told], differing: 1, distinct: 1 }, told)
}

describe('a value that differs as a condition', () => {
  test('of an attribute by its type', () => {
    expect(conditionOf('span', 'card', 's:amex')).toBe('span.card = "amex"')
    expect(conditionOf('span', 'odd key', 's:a"b')).toBe('span."odd key" = "a\\"b"')
    expect(conditionOf('resource', 'service.version', 's:2.5.0')).toBe('resource.service.version = "2.5.0"')
    expect(conditionOf('span', 'http.response.status_code', 'n:503')).toBe('span.http.response.status_code = 503')
    expect(conditionOf('span', 'cached', 'b:false')).toBe('span.cached = false')
    expect(conditionOf('span', 'error.type', 'any')).toBe('span.error.type != nil')
  })

  test('of a field, whose words are no texts', () => {
    expect(conditionOf('intrinsic', 'span:status', 's:error')).toBe('span:status = error')
    expect(conditionOf('intrinsic', 'span:kind', 's:server')).toBe('span:kind = server')
    expect(conditionOf('intrinsic', 'span:name', 's:GET /')).toBe('span:name = "GET /"')
  })

  test('of a range of numbers, both ends part of it', () => {
    expect(conditionOf('span', 'lines', '', 40, null)).toBe('span.lines >= 40')
    expect(conditionOf('span', 'lines', '', null, 3.5)).toBe('span.lines <= 3.5')
    expect(conditionOf('span', 'lines', '', 3, 9)).toBe('span.lines >= 3 && span.lines <= 9')
  })

  test('is none where TraceQL cannot say it', () => {
    expect(conditionOf('span', 'map', 'a:{}')).toBeNull()
    expect(conditionOf('span', 'lines', '', NaN, null)).toBeNull()
  })
})

describe('a query is narrowed', () => {
  test('in its braces where it has but one pair', () => {
    expect(narrowQuery('', 'kind = server')).toBe('{ kind = server }')
    expect(narrowQuery('{ }', 'kind = server')).toBe('{ kind = server }')
    expect(narrowQuery('{ name = "a" }', 'kind = server')).toBe('{ name = "a" && kind = server }')
    expect(narrowQuery('{ .a || .b }', '!(span.c = 1)')).toBe('{ (.a || .b) && !(span.c = 1) }')
  })

  test('behind all else', () => {
    expect(narrowQuery('{ .a } >> { .b }', '.c')).toBe('{ .a } >> { .b } | { .c }')
    expect(narrowQuery('{ .a } | count() > 2', '.c')).toBe('{ .a } | count() > 2 | { .c }')
  })

  test('and stays one, with a value or without it', () => {
    for (const query of ['', '{ .a || .b }', '{ .a } && { .b }', '{ .a } | by(.b)', 'plain words']) {
      for (const condition of ['span.c >= 3 && span.c <= 9', '!(span.c >= 3 && span.c <= 9)', '!(span.d != nil)']) {
        expect(parseTraceQL(narrowQuery(query, condition)).problems).toEqual([])
      }
    }
  })
})
