import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { searchTraces } from '../../main/queries/searchTraces'
import { writeCondition } from '../../renderer/query/edit/conditionDraft'
import { JAEGER_FORM } from '../../renderer/query/edit/jaegerForm'
import { addOfSpan, setBound, setErrors, setOperation, setService } from '../../renderer/query/edit/menuEdits'
import { writeSearch } from '../../renderer/query/edit/writeSearch'
import { ZIPKIN_FORM } from '../../renderer/query/edit/zipkinForm'
import { archiveOf, type WrittenArchive } from '../support/archiveOf'
import { never } from '../support/never'

describe('what is written without typing TraceQL', () => {
  let archive: WrittenArchive
  let reader: ArchiveReader

  beforeAll(async () => {
    archive = await archiveOf([
      // a: cart's Get failed not, frontend's GET / did.
      {
        trace: 'a1',
        id: 'a',
        resource: { 'service.name': ['frontend', 's'] },
        name: 'GET /',
        duration: 50,
        status: 'error',
        kind: 'server',
      },
      {
        trace: 'a1',
        id: 'b',
        parent: 'a',
        name: 'Get',
        duration: 20,
        attributes: { 'http.status_code': ['500', 'i'], flag: ['true', 'b'], offset: ['-5', 'i'] },
        resource: { 'service.name': ['cart', 's'], region: ['eu', 's'] },
      },
      // b: nothing failed; a status code as a text.
      {
        trace: 'b2',
        id: 'a',
        name: 'GET /',
        duration: 70,
        attributes: { 'http.status_code': ['500', 's'], 'peer.service': ['mysql', 's'] },
        resource: { 'service.name': ['cart', 's'], flag: ['true', 's'] },
        events: [{ time: 5, name: 'ws', attributes: { attempt: ['2', 'i'], offset: ['-5', 's'] } }],
      },
      // c: the tag only in an event, or on the resource behind another of the span.
      {
        trace: 'c3',
        id: 'a',
        name: 'Get',
        duration: 10,
        attributes: { region: ['us', 's'], ws: ['', 's'] },
        resource: { 'service.name': ['mail', 's'], region: ['eu', 's'] },
        events: [{ time: 5, name: 'retry', attributes: { 'http.status_code': ['500.0', 's'] } }],
      },
      { trace: 'd4', id: 'a', service: 'unknown_service', name: 'nameless' },
      { trace: 'e5', id: 'a', name: 'empty', resource: { 'service.name': ['', 's'] } },
    ])
    reader = await ArchiveReader.open(archive.path)
  })
  afterAll(() => {
    reader.close()
    return archive.remove()
  })

  async function found(query: string): Promise<string[]> {
    const { rows } = await searchTraces(reader, { query, limit: 100 }, never)
    return rows.map(([traceId]) => String(traceId).replace(/^0+/, '')).sort()
  }

  const menus = {
    service: (name: string) => (query: string) => setService(query, name),
    operation: (name: string) => (query: string) => setOperation(query, name),
    shortest: (literal: string) => (query: string) => setBound(query, 'shortest', literal),
    longest: (literal: string) => (query: string) => setBound(query, 'longest', literal),
    errors: (query: string) => setErrors(query, true),
  }

  test.each<[string, ((query: string) => string)[], string[]]>([
    ['a service of any span', [menus.service('cart')], ['a1', 'b2']],
    ['spans without a service', [menus.service('unknown_service')], ['d4', 'e5']],
    ['a span which is both', [menus.service('cart'), menus.operation('Get')], ['a1']],
    ['no span which is both', [menus.service('mail'), menus.operation('GET /')], []],
    ['errors of the trace', [menus.errors], ['a1']],
    [
      'errors of the trace beside a span without',
      [menus.service('cart'), menus.operation('Get'), menus.errors],
      ['a1'],
    ],
    ['bounds of the trace, inclusive', [menus.shortest('50ns'), menus.longest('50ns')], ['a1']],
    [
      'bounds of the trace beside a span beyond them',
      [menus.service('cart'), menus.operation('Get'), menus.shortest('50ns')],
      ['a1'],
    ],
  ])('menus find %s, in whichever order they are set', async (_, edits, expected) => {
    const orders = edits.length < 2 ? [edits] : [edits, edits.toReversed()]
    for (const order of orders) {
      const query = order.reduce((text, edit) => edit(text), '')
      expect(await found(query), query).toEqual(expected)
    }
  })

  test('“Errors only” adds no spans to those which the query counts', async () => {
    const query = '{ resource.service.name = "cart" } | count() = 1'
    expect(await found(setErrors(query, true))).toEqual(['a1'])
  })

  test.each([
    ['Trace id', 'begins', 'A', ['a1']],
    ['Trace id', 'begins', '000A1', ['a1']],
    ['Trace id', '=', 'a1', ['a1']],
    ['Trace id', 'begins', '1', []],
    ['http.status_code', '=', '500', ['a1']],
    ['http.status_code', '=', '"500"', ['b2']],
    ['Operation', 'contains', 'T /', ['a1', 'b2']],
    ['span.ws', 'exists', '', ['c3']],
    ['Parent span', 'exists', '', ['a1']],
  ] as const)('the condition %s %s %s', async (field, operator, value, expected) => {
    const { text = '' } = writeCondition({ field, operator, value })
    expect(await found(addOfSpan('', text)), text).toEqual(expected)
  })

  const EMPTY = {
    service: null,
    operation: null,
    remoteService: '',
    tags: '',
    minDuration: '',
    maxDuration: '',
    limit: '',
  }

  test.each([
    ['http.status_code=500', ['a1', 'b2']],
    ['http.status_code=500.0', ['c3']],
    ['flag=true', ['a1', 'b2']],
    ['region=eu', ['a1', 'c3']],
    ['offset=-5', ['a1', 'b2']],
    ['attempt=2', ['b2']],
    ['attempt', ['b2']],
    ['error=true', ['a1']],
    ['span.kind=server', ['a1']],
    ['ws=""', ['c3']],
    ['flag=true region=eu', ['a1']],
  ])('Jaeger’s tags %s', async (tags, expected) => {
    const { query } = writeSearch(JAEGER_FORM, { ...EMPTY, tags })
    expect(await found(query), query).toEqual(expected)
  })

  test('Jaeger’s durations are of the span', async () => {
    const { query } = writeSearch(JAEGER_FORM, { ...EMPTY, service: 'cart', maxDuration: '20ns' })
    expect(await found(query)).toEqual(['a1'])
  })

  test.each([
    [{ tags: 'ws' }, ['b2', 'c3']],
    [{ tags: 'http.status_code=500 and ws' }, ['b2']],
    [{ tags: 'error' }, ['a1']],
    [{ tags: 'region=us' }, ['c3']],
    [{ tags: 'region=eu' }, []],
    [{ remoteService: 'mysql', service: 'cart' }, ['b2']],
  ])('Zipkin’s fields %j', async (fields, expected) => {
    const { query } = writeSearch(ZIPKIN_FORM, { ...EMPTY, ...fields })
    expect(await found(query), query).toEqual(expected)
  })
})
