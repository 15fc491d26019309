import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { attributeDistinct } from '../../main/queries/attributeDistinct'
import { attributeKeys } from '../../main/queries/attributeKeys'
import { attributeValues } from '../../main/queries/attributeValues'
import { textPlaces } from '../../main/queries/textPlaces'
import { builtWorkers } from '../import/builtWorkers'
import { importInto } from '../import/importInto'
import { otlpLine } from '../import/otlp'
import { archiveOf } from '../support/archiveOf'
import { insertSpans } from '../support/insertSpans'

const workers = builtWorkers()
const { signal } = new AbortController()
let folder = ''
let reader: ArchiveReader

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'traceloupe-attributes-'))
  const spans = Array.from({ length: 3_000 }, (_, index) => ({
    trace: (index % 50).toString(16).padStart(32, '0'),
    id: (index + 1).toString(16).padStart(16, '0'),
    name: index % 3 === 0 ? 'GET /cart' : 'POST /order',
    error: index === 7,
    attributes: {
      'http.route': index % 4 === 0 ? '/Cart' : '/order/{id}',
      'order.id': `order-${index}`,
      ...(index === 5 ? { rare: 'cart' } : {}),
    },
    events: index < 20 ? ['exception'] : [],
  }))
  await writeFile(
    join(folder, 'a.jsonl'),
    `${otlpLine('shop', spans.slice(0, 2_000))}\n${otlpLine('cart', spans.slice(2_000))}\n`,
  )
  await importInto(workers, join(folder, 'a.duckdb'), [join(folder, 'a.jsonl')])
  reader = await ArchiveReader.open(join(folder, 'a.duckdb'))
})
afterAll(async () => {
  reader.close()
  await rm(folder, { recursive: true })
})

test('keys, the most frequent first, or what begins with a text', async () => {
  const ask = (scopes: Parameters<typeof attributeKeys>[1]['scopes'], text: string) =>
    attributeKeys(reader, { scopes, text, count: 10 }, signal)
  const rare = { scope: 'span', key: 'rare', types: ['s'], occurrences: 1 }
  expect(await ask(['span'], '')).toEqual([
    { scope: 'span', key: 'http.route', types: ['s'], occurrences: 3_000 },
    { scope: 'span', key: 'order.id', types: ['s'], occurrences: 3_000 },
    rare,
  ])
  expect((await ask(['span', 'resource'], 'R')).map(({ key }) => key)).toEqual([
    'rare',
    'http.route',
    'order.id',
    'service.name',
  ])
  expect(await ask(['event'], '')).toEqual([])
})

test('values with how often they occur', async () => {
  const ask = (scope: Parameters<typeof attributeValues>[1]['scopes'][number], key: string, text = '') =>
    attributeValues(reader, { scopes: [scope], key, text, count: 5 }, signal)
  const listed = (...values: [value: string, occurrences: number][]) => ({
    values: values.map(([value, occurrences]) => ({ value, type: 's', occurrences })),
    isSample: false,
  })
  expect(await ask('span', 'http.route')).toEqual(listed(['/order/{id}', 2_250], ['/Cart', 750]))
  expect(await ask('span', 'http.route', 'cart')).toEqual(listed(['/Cart', 750]))
  expect(await ask('resource', 'service.name')).toEqual(listed(['shop', 2_000], ['cart', 1_000]))
  expect(await ask('intrinsic', 'span:name', 'g')).toEqual(listed(['GET /cart', 1_000]))
  expect(await ask('intrinsic', 'event:name')).toEqual(listed(['exception', 20]))
  expect(await ask('span', 'nothing')).toEqual(listed())
})

test('values that are too many to be listed are sampled', async () => {
  const { values, isSample } = await attributeValues(
    reader,
    { scopes: ['span'], key: 'order.id', text: 'ORDER-29', count: 200 },
    signal,
  )
  expect(isSample).toBe(true)
  const expected = Array.from({ length: 3_000 }, (_, index) => `order-${index}`).filter((id) =>
    id.startsWith('order-29'),
  )
  expect(values.map(({ value }) => value).sort()).toEqual(expected.sort())
  expect(new Set(values.map(({ occurrences }) => occurrences))).toEqual(new Set([null]))
})

test('how many values there are, in the sample or reckoned from it', async () => {
  const ask = (scope: Parameters<typeof attributeDistinct>[1]['scope'], key: string, of = reader) =>
    attributeDistinct(of, { scope, key }, signal)
  expect(await ask('span', 'order.id')).toEqual({ distinctCount: 3_000, isEstimated: false })
  expect(await ask('resource', 'service.name')).toEqual({ distinctCount: 2, isEstimated: false })
  expect(await ask('span', 'nothing')).toEqual({ distinctCount: 0, isEstimated: false })

  // More spans than a sample takes, of which only attributes and their place are looked at.
  const large = await archiveOf([], (connection) =>
    insertSpans(
      connection,
      `SELECT 0, i, NULL, 'a', i::VARCHAR, NULL, NULL, 'x', 'y', 'internal', NULL, NULL, NULL, 'ok', NULL,
        MAP {'own': i::VARCHAR, 'one of 40000': (hash(i) % 40000)::VARCHAR, 'one of 9': (i % 9)::VARCHAR}, 'sss',
        MAP {}, '', NULL, NULL, NULL, NULL, NULL, 0, 0, 0, 0, 0, NULL, 0, false, [], 1
      FROM range(80_000) AS numbers(i)`,
    ).then(() =>
      connection.run(`
        INSERT INTO store.traces SELECT 0, 'a', '', '', NULL, 0, 80_000, 0, 1, 0, 0, 0, 79_999;
        INSERT INTO store.attribute_keys
        SELECT 'span', unnest(['own', 'one of 40000', 'one of 9']), 's', 80_000, false`),
    ),
  )
  const reading = await ArchiveReader.open(large.path)
  expect(await ask('span', 'own', reading)).toEqual({ distinctCount: 80_000, isEstimated: true })
  expect(await ask('span', 'one of 9', reading)).toEqual({ distinctCount: 9, isEstimated: true })
  const { distinctCount } = await ask('span', 'one of 40000', reading)
  expect(Math.abs(distinctCount - 40_000)).toBeLessThan(1_500)
  reading.close()
  await large.remove()
})

test('where a text occurs', async () => {
  expect(await textPlaces(reader, { text: 'cart', count: 4 }, signal)).toEqual([
    { scope: 'resource', key: 'service.name', type: 's', value: 'cart', occurrences: 1_000 },
    { scope: 'span', key: 'rare', type: 's', value: 'cart', occurrences: 1 },
    { scope: 'intrinsic', key: 'span:name', type: 's', value: 'GET /cart', occurrences: 1_000 },
    { scope: 'span', key: 'http.route', type: 's', value: '/Cart', occurrences: 750 },
  ])
  expect(await textPlaces(reader, { text: 'route', count: 3 }, signal)).toEqual([
    { scope: 'span', key: 'http.route', type: 's', value: null, occurrences: 3_000 },
  ])
})
