import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTraceQL } from '../../preload/contract/traceql/parseTraceQL'
import { JAEGER_FORM } from '../../renderer/query/edit/jaegerForm'
import { readAnnotationQuery, writeAnnotationQuery } from '../../renderer/query/edit/readAnnotationQuery'
import { readLogfmt, writeLogfmt, type Tag } from '../../renderer/query/edit/readLogfmt'
import { readSearch } from '../../renderer/query/edit/readSearch'
import type { SearchFields } from '../../renderer/query/edit/SearchForm'
import { writeSearch } from '../../renderer/query/edit/writeSearch'
import { ZIPKIN_FORM } from '../../renderer/query/edit/zipkinForm'

const EMPTY: SearchFields = {
  service: null,
  operation: null,
  remoteService: '',
  tags: '',
  minDuration: '',
  maxDuration: '',
  limit: '',
}

describe('logfmt', () => {
  it.each<[string, Tag[]]>([
    ['', []],
    [
      ' a=1  b ',
      [
        { key: 'a', value: '1' },
        { key: 'b', value: null },
      ],
    ],
    [
      'name="a b" x=',
      [
        { key: 'name', value: 'a b' },
        { key: 'x', value: '' },
      ],
    ],
    [
      String.raw`q="say \"no\"\\\n" e=""`,
      [
        { key: 'q', value: 'say "no"\\\n' },
        { key: 'e', value: '' },
      ],
    ],
    [
      'url=http://a/b?c&d path=C:\\x',
      [
        { key: 'url', value: 'http://a/b?c&d' },
        { key: 'path', value: 'C:\\x' },
      ],
    ],
  ])('%s', (text, tags) => {
    expect(readLogfmt(text)).toEqual({ tags, problem: null })
  })

  it.each([
    ['a="b', 2, 4, 'the value of a has no end: " is missing'],
    ['a=b =c', 4, 5, 'a name is missing before ='],
    ['"a"=b', 0, 1, 'a name stands without quotes: name="a value"'],
    ['a"b"', 0, 2, '= is missing between a and its value'],
    ['a=b=c', 3, 4, 'a value with = stands in quotes: a="…"'],
    ['a=b"c"', 3, 4, 'a value with " stands in quotes: a="…"'],
    ['a="b"c=d', 5, 6, 'a space is missing behind the value of a'],
    [String.raw`a="b\\\q"`, 6, 8, String.raw`\q is no escape; a backslash in quotes is written \\`],
  ])('says what is wrong with %s', (text, from, to, message) => {
    expect(readLogfmt(text)).toEqual({ tags: null, problem: { from, to, message } })
  })

  it('reads what it writes', () => {
    const tags = fc.array(
      fc.record({
        key: fc.string({ minLength: 1 }).filter((key) => !/[\s="]/.test(key)),
        value: fc.option(fc.string({ unit: 'binary' }), { nil: null }),
      }),
    )
    fc.assert(
      fc.property(tags, (given) => {
        expect(readLogfmt(writeLogfmt(given))).toEqual({ tags: given, problem: null })
      }),
    )
  })
})

describe('annotation query', () => {
  it.each<[string, Tag[]]>([
    [' ', []],
    [
      'http.method=GET and error',
      [
        { key: 'http.method', value: 'GET' },
        { key: 'error', value: null },
      ],
    ],
    [
      'x = a=b and y=',
      [
        { key: 'x', value: 'a=b' },
        { key: 'y', value: null },
      ],
    ],
  ])('%s', (text, tags) => {
    expect(readAnnotationQuery(text)).toEqual({ tags, problem: null })
    expect(readAnnotationQuery(writeAnnotationQuery(tags))).toEqual({ tags, problem: null })
  })

  it.each([
    ['a and ', 'something is missing beside “and”'],
    ['and b', 'something is missing beside “and”'],
    ['sand=rock and and x', 'something is missing beside “and”'],
    ['=x', 'a name is missing before ='],
  ])('says what is wrong with %s', (text, message) => {
    expect(readAnnotationQuery(text).problem?.message).toBe(message)
  })
})

describe('Jaeger’s form', () => {
  it.each<[Partial<SearchFields>, string]>([
    [{}, ''],
    [{ service: 'cart', operation: 'GET /' }, '{ resource.service.name = "cart" && name = "GET /" }'],
    [{ minDuration: '1.2s', maxDuration: '2 s' }, '{ duration >= 1.2s && duration <= 2s }'],
    [{ tags: 'error=true span.kind=server' }, '{ status = error && kind = server }'],
    [{ tags: 'error' }, '{ status = error }'],
    [
      { tags: 'http.status_code=500' },
      '{ (span.http.status_code = 500 || span.http.status_code = "500" || resource.http.status_code = 500 || resource.http.status_code = "500" || event.http.status_code = 500 || event.http.status_code = "500") }',
    ],
    [{ tags: 'a="b c"' }, '{ (span.a = "b c" || resource.a = "b c" || event.a = "b c") }'],
    [{ tags: 'a' }, '{ (span.a != nil || resource.a != nil || event.a != nil) }'],
    [
      { tags: 'n=-5' },
      '{ (span.n = [-5] || span.n = "-5" || resource.n = [-5] || resource.n = "-5" || event.n = [-5] || event.n = "-5") }',
    ],
    [{ tags: 'n=007' }, '{ (span.n = "007" || resource.n = "007" || event.n = "007") }'],
    [{ tags: 'otel.scope.name=lib otel.status_code=OK' }, '{ instrumentation:name = "lib" && status = ok }'],
  ])('writes %j', (fields, query) => {
    expect(writeSearch(JAEGER_FORM, { ...EMPTY, ...fields })).toEqual({ query, problems: {} })
  })

  it('says which field is wrong, and writes the rest', () => {
    expect(writeSearch(JAEGER_FORM, { ...EMPTY, service: 'x', tags: 'a="b', minDuration: '5', limit: '0' })).toEqual({
      query: '{ resource.service.name = "x" }',
      problems: {
        tags: 'At character 3: the value of a has no end: " is missing',
        minDuration: 'A number and its unit: 1.2s, 100ms, 500us',
        limit: 'A whole number from 1 on, or nothing',
      },
    })
  })

  it('names the parts for which it has no field', () => {
    const { fields, left } = readSearch(
      JAEGER_FORM,
      '{ .service.name = "x" && status = error && span.a = 1 } && { .b } | count() > 3',
      null,
    )
    expect(fields).toEqual({ ...EMPTY, service: 'x', tags: 'error=true' })
    expect(left).toEqual(['span.a = 1', '.b', 'count() > 3'])
    expect(readSearch(ZIPKIN_FORM, '{ span.a = "b and c" }', null).left).toEqual(['span.a = "b and c"'])
  })
})

describe('Zipkin’s form', () => {
  it.each<[Partial<SearchFields>, string]>([
    [
      { service: 'cart', operation: 'get /', remoteService: 'mysql' },
      '{ resource.service.name = "cart" && name = "get /" && span.peer.service = "mysql" }',
    ],
    [{ minDuration: '100000', maxDuration: '1.5s' }, '{ duration >= 100000us && duration <= 1.5s }'],
    [
      { tags: 'http.method=GET and error and ws' },
      '{ span.http.method = "GET" && (status = error || event:name = "error") && (span.ws != nil || event:name = "ws") }',
    ],
    [{ tags: 'http.status_code=500' }, '{ (span.http.status_code = 500 || span.http.status_code = "500") }'],
  ])('writes %j', (fields, query) => {
    expect(writeSearch(ZIPKIN_FORM, { ...EMPTY, ...fields })).toEqual({ query, problems: {} })
  })
})

describe('a form', () => {
  const values = fc.oneof(
    fc.constantFrom('500', '-2.5', 'true', 'a b', 'x"y', 'GET', '12345678901234567890'),
    fc.string(),
  )
  const keys = fc.oneof(
    fc.constantFrom('http.status_code', 'span.kind', 'otel.status_code', 'error', 'event', 'key-1'),
    fc.string({ minLength: 1 }).filter((key) => !/[\s="\\]|^and$/.test(key)),
  )
  const tags = fc.array(fc.record({ key: keys, value: fc.option(values, { nil: null }) }), { maxLength: 4 })
  const durations = fc.constantFrom('', '1.2s', '100ms', '500us', '2m')
  const fields = (write: (tags: Tag[]) => string, remote: boolean) =>
    fc.record({
      service: fc.option(fc.constantFrom('cart', 'a "b"'), { nil: null }),
      operation: fc.option(fc.constantFrom('GET /', 'x'), { nil: null }),
      remoteService: remote ? fc.constantFrom('', 'mysql') : fc.constant(''),
      tags: tags.map(write),
      minDuration: durations,
      maxDuration: durations,
      limit: fc.constantFrom('', '20'),
    })

  it.each([
    ['Jaeger’s', JAEGER_FORM, fields(writeLogfmt, false)],
    ['Zipkin’s', ZIPKIN_FORM, fields(writeAnnotationQuery, true)],
  ])('of %s is filled again from the query that it wrote', (_, form, filled) => {
    let whole = 0
    fc.assert(
      fc.property(filled, (given) => {
        const { query, problems } = writeSearch(form, given)
        if (Object.keys(problems).length > 0) return
        if (query !== '') expect(parseTraceQL(query).problems, query).toEqual([])
        const back = readSearch(form, query, given.limit === '' ? null : Number(given.limit))
        expect(back.left, query).toEqual([])
        expect(writeSearch(form, back.fields).query).toBe(query)
        expect({ ...back.fields, tags: '' }).toEqual({ ...given, tags: '' })
        whole++
      }),
      { numRuns: 300 },
    )
    expect(whole).toBeGreaterThan(100)
  })
})
