import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { recogniseFile } from '../../main/import/decodeFile'
import { decodeBytes, withFile } from '../support/decodeTrace'

it.each<[string, string | Uint8Array]>([
  ['an empty file', ''],
  ['an empty file', ' \n\n'],
  ['an empty file', gzipSync('')],
  ['plain text', 'hello\nworld\n'],
  ['plain text', '{ this is no JSON'],
  ['a CSV file (columns: TraceID, SpanID, ParentID)', 'TraceID,SpanID,ParentID\n1,2,3\n'],
  ['an HTML page', '<!DOCTYPE html><html><body>Sign in</body></html>'],
  ['binary data', Uint8Array.from({ length: 300 }, (_, index) => (index * 7) % 256)],
  ['a Parquet file', 'PAR1\u0015\u0004'],
  ['an xz archive', Buffer.from('fd377a585a0000', 'hex')],
  ['a zip archive', 'PK\u0003\u0004\u0014'],
  ['a zstd stream', Buffer.from('28b52ffd0458', 'hex')],
  ['a tar archive', `${'export.json'.padEnd(257, '\0')}ustar\0`],
  [
    'OTLP protobuf',
    Buffer.from(`0a16${'0a14'}${'0a12'}${'0a0c'}${Buffer.from('service.name').toString('hex')}1202`, 'hex'),
  ],
  ['Zipkin v1 JSON', '[{"traceId":"1","id":"2","binaryAnnotations":[]}]'],
  ['Zipkin v1 JSON', '[{"traceId":"1","id":"2","annotations":[{"timestamp":1,"value":"sr","endpoint":{}}]}]'],
  [
    'Elasticsearch dump of Jaeger spans',
    '{"_index":"jaeger-span-2024-01-01","_source":{"traceID":"1","spanID":"2"}}\n',
  ],
  ['Elasticsearch dump of Jaeger spans', '{"index":{}}\n{"traceID":"1","spanID":"2","startTimeMillis":1}\n'],
  ['Elasticsearch dump of Jaeger spans', '{"hits":{"hits":[{"_index":"jaeger-span-000001","_source":{}}]}}'],
  ['Chrome trace events', '{"traceEvents":[{"ph":"X","pid":1}]}'],
  ['Chrome trace events', '[{"ph":"B","pid":1,"ts":1}'],
  ['a Tempo search result, which holds no spans', '{"traces":[{"traceID":"1","rootServiceName":"shop"}]}'],
  ['JSON that is not a trace export (top-level keys: a, b)', '{"a":1,"b":[]}'],
  ['JSON that is not a trace export (an empty list)', '[]'],
  ['JSON that is not a trace export (a list of objects with the keys: parent, child)', '[{"parent":"a","child":"b"}]'],
  ['JSON that is not a trace export (a list)', '[1,2]'],
])('%s', async (looksLike, bytes) => {
  await withFile(bytes, async (path) => expect(await recogniseFile(path)).toEqual({ looksLike }))
  const { result, spans } = await decodeBytes(bytes)
  expect({ ...result, bytes: 0 }).toEqual({
    recognised: null,
    looksLike,
    bytes: 0,
    records: 0,
    rejected: 0,
    problems: [],
  })
  expect(spans).toBe(0)
})

it.each<[string, string]>([
  ['otlp_json', '{"resourceSpans":[]}'],
  ['otlp_json', '[{"resource":{},"scopeSpans":[]}]'],
  ['otlp_json', '{"result":{"resourceSpans":[{"scopeSpans":[]}]}}'],
  ['otlp_json', '{"data":{"resourceSpans":[]}}'],
  ['jaeger_json', '{"data":[],"total":0,"limit":0,"offset":0,"errors":null}'],
  ['jaeger_json', '[{"traceID":"1","spans":[],"processes":{}}]'],
  ['jaeger_json', '{"data":{"traceID":"1","processes":{},"spans":[{"traceID":"1","spanID":"2"}]}}'],
  ['jaeger_json', `{"data":[{"processes":${manyProcesses()},"spans":[{"traceID":"1","spanID":"2"}],"traceID":"1"}]}`],
  ['zipkin_json', '{"traceId":"1","id":"2"}'],
  ['zipkin_json', '[[],[{"id":"2","traceId":"1"}]]'],
])('%s is recognised (%#)', async (format, text) => {
  await withFile(text, async (path) => expect(await recogniseFile(path)).toMatchObject({ format }))
  expect((await decodeBytes(text)).result).toMatchObject({ recognised: { format }, rejected: 0, problems: [] })
})

it('looks at the content behind a deep beginning without overflowing', async () => {
  for (const text of ['['.repeat(70_000), '{"data":'.repeat(9_000), '{"a":['.repeat(12_000)]) {
    expect((await decodeBytes(text)).result.recognised).toBeNull()
  }
})

/** More than a head holds. */
function manyProcesses(): string {
  const ids = Array.from({ length: 3_000 }, (_, index) => `p${index}`)
  return JSON.stringify(Object.fromEntries(ids.map((id) => [id, { serviceName: id, tags: [] }])))
}
