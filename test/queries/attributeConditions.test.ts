import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql, Statement } from '../../main/archive/sql'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { cell, readRows } from '../../main/queries/readRows'
import { spanDetail } from '../../main/queries/spanDetail'
import { compileText } from '../../main/traceql/compileText'
import type { AttributeType } from '../../preload/contract/trace'
import { attributeCondition, likeSpan, sqlFilter, withCondition } from '../../renderer/views/trace/detail/conditions'
import { archiveOf, paddedSpanId, type WrittenArchive } from '../support/archiveOf'
import { never } from '../support/never'

const VALUES: Record<string, [value: string, type: AttributeType]> = {
  'http.route': ['/users/{id}', 's'],
  "it's": ['O\'Brien said "no"', 's'],
  'with space "and" \\': ['back\\slash\nnew line\ttab', 's'],
  ünïcode: ['日本 🚀 \u2028', 's'],
  looksLikeNumber: ['42', 's'],
  count: ['42', 'i'],
  negative: ['-7', 'i'],
  huge: ['9007199254740993', 'i'],
  least: ['-9223372036854775808', 'i'],
  ratio: ['0.1', 'd'],
  tiny: ['1e-7', 'd'],
  vast: ['1e+21', 'd'],
  flag: ['true', 'b'],
  list: ['["a","b"]', 'a'],
  bytes: ['AAEC', 'x'],
}
const OTHERS: typeof VALUES = { ...VALUES, 'http.route': ['/users', 's'], count: ['43', 'i'] }

let archive: WrittenArchive
let reader: ArchiveReader

beforeAll(async () => {
  archive = await archiveOf([
    {
      trace: '1',
      id: 'a',
      name: 'GET "/"',
      kind: 'server',
      status: 'error',
      attributes: VALUES,
      resource: { ...VALUES, 'service.name': ['shop', 's'] },
      events: [{ time: 1, name: 'e', attributes: VALUES }],
    },
    { trace: '1', id: 'b', name: 'other', attributes: {}, resource: { 'service.name': ['shop', 's'] } },
    { trace: '2', id: 'c', name: 'GET "/"', attributes: {}, events: [{ time: 1, name: 'e' }] },
  ])
  reader = await ArchiveReader.open(archive.path)
})
afterAll(() => {
  reader.close()
  return archive.remove()
})

async function found(statement: Statement): Promise<string[]> {
  const rows = await readRows(reader.chunks(statement, never), { spanId: cell.text })
  return rows.map(({ spanId }) => spanId).sort()
}

function byQuery(query: string): Promise<string[]> {
  return found(
    sql`SELECT span_id FROM store.spans WHERE span_row IN (SELECT span_row FROM (${compileText(query).spans}))`,
  )
}

describe.each(['span', 'resource', 'event'] as const)('attributes of the scope %s', (scope) => {
  test.each(Object.entries(VALUES))('%j is found by SQL and by TraceQL', async (key, [value, type]) => {
    const attribute = { key, value, type }
    const filter = new Statement([`SELECT span_id FROM spans WHERE ${sqlFilter(scope, attribute)}`], [])
    expect(await found(filter)).toEqual([paddedSpanId('a')])
    expect(await byQuery(`{ ${attributeCondition(scope, attribute) ?? 'false'} }`)).toEqual([paddedSpanId('a')])
  })
})

test('another value is another condition', async () => {
  for (const key of ['http.route', 'count']) {
    const [value, type] = OTHERS[key] ?? ['', 's']
    expect(await byQuery(`{ ${attributeCondition('span', { key, value, type }) ?? 'true'} }`)).toEqual([])
  }
})

test('what TraceQL cannot say has no condition', () => {
  expect(attributeCondition('span', { key: 'd', value: 'NaN', type: 'd' })).toBeUndefined()
  expect(attributeCondition('span', { key: 'd', value: 'Infinity', type: 'd' })).toBeUndefined()
})

test('spans like a span are of its service, name, kind and status', async () => {
  const like = async (traceId: string, spanId: string) =>
    byQuery(`{ ${likeSpan(await spanDetail(reader, { traceId, spanId: paddedSpanId(spanId) }, never))} }`)
  expect(await like('1', 'a')).toEqual([paddedSpanId('a')])
  expect(await like('1', 'b')).toEqual([paddedSpanId('b')])
  expect(await like('2', 'c')).toEqual([paddedSpanId('c')])
})

test.each([
  ['', '{ kind = server }'],
  ['two words', '{ kind = server }'],
  ['{ }', '{ kind = server }'],
  ['{status = error}', '{ status = error && kind = server }'],
  ['{ .a = 1 || .b = 2 }', '{ (.a = 1 || .b = 2) && kind = server }'],
  ['{ .a = 1 } >> { .b = 2 }', '{ .a = 1 } >> { .b = 2 } | { kind = server }'],
  ['{ broken', '{ kind = server }'],
])('%j is narrowed to %j', (query, narrowed) => expect(withCondition(query, 'kind = server')).toBe(narrowed))
