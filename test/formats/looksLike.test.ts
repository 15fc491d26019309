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
  ['an Arrow file', 'ARROW1\u0000\u0000'],
  ['an Avro file', 'Obj\u0001\u0004\u0014avro.codec'],
  ['an xz archive', Buffer.from('fd377a585a0000', 'hex')],
  ['an LZMA archive', Buffer.from('5d00008000', 'hex')],
  ['a bzip2 archive', Buffer.from('425a6839314159265359', 'hex')],
  ['a 7-Zip archive', Buffer.from('377abcaf271c0004', 'hex')],
  ['a RAR archive', Buffer.from('526172211a070100', 'hex')],
  ['an LZ4 stream', Buffer.from('04224d18644070', 'hex')],
  ['a Snappy stream', Buffer.from('ff060000734e61507059', 'hex')],
  ['an SQLite database', 'SQLite format 3\u0000\u0010'],
  ['a DuckDB database', Buffer.from('00000000000000004455434b4000', 'hex')],
  ['a PDF document', '%PDF-1.7\n'],
  ['an image', Buffer.from('ffd8ffe000104a464946', 'hex')],
  ['a pprof profile', Buffer.from('0a04080110023200320773616d706c6573', 'hex')],
  // Two packets: one of the clocks, one with a time, a user and a sequence.
  ['a Perfetto trace', Buffer.from('0a06320408061001' + '0a0a40e8071801500158020000', 'hex')],
  ['gzip within three other wrappings', gzipSync(gzipSync(gzipSync(gzipSync('{}'))))],
  ['a zip archive', 'PK\u0003\u0004\u0014'],
  ['an empty zip archive', `PK\u0005\u0006${'\0'.repeat(18)}`],
  ['a tar archive', `${'export.json'.padEnd(257, '\0')}ustar\0`],
  [
    'an answer of Jaeger’s API which holds no trace',
    '{"data":null,"total":0,"limit":0,"offset":0,"errors":[{"code":404}]}',
  ],
  [
    'Zipkin’s protobuf model as JSON',
    '{"spans":[{"trace_id":"QoVouqoJRn4=","id":"AAAAAAAAAAI=","local_endpoint":{}}]}',
  ],
  ['Jaeger spans as Cassandra stores them', '{"TraceID":"AA==","SpanID":2,"SpanHash":1}'],
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
  ['jaeger_json', '{"data":{"services":[],"spans":[{"traceID":"1","spanID":"2"}],"traceName":"a"}}'],
  ['jaeger_proto_json', '[{"traceId":"AAAAAAAAAAE=","spanId":"AAAAAAAAAAI=","operationName":"a"}]'],
  [
    'jaeger_proto_json',
    '{"result":{"spans":[{"traceId":"AAAAAAAAAAE=","spanId":"AAAAAAAAAAI=","operationName":"a"}]}}',
  ],
  ['jaeger_elasticsearch', '{"_index":"jaeger-span-2024-01-01","_source":{"traceID":"1","spanID":"2"}}\n'],
  ['jaeger_elasticsearch', '{"index":{}}\n{"traceID":"1","spanID":"2","startTimeMillis":1}\n'],
  ['jaeger_elasticsearch', '{"hits":{"hits":[{"_index":"jaeger-span-1","_source":{"traceID":"1","spanID":"2"}}]}}'],
  ['jaeger_elasticsearch', '{"rawResponse":{"hits":{"hits":[{"_index":"a","_source":{"traceID":"1","spanID":"2"}}]}}}'],
  ['opensearch_spans', '{"_index":"otel-v1","_source":{"traceId":"1","spanId":"2","durationInNanos":1}}'],
  ['zipkin_json', '{"traceId":"1","id":"2"}'],
  ['zipkin_json', '[[],[{"id":"2","traceId":"1"}]]'],
  ['zipkin_v1_json', '[{"traceId":"1","id":"2","binaryAnnotations":[]}]'],
  ['zipkin_v1_json', '[{"traceId":"1","id":"2","annotations":[{"timestamp":1,"value":"sr","endpoint":{}}]}]'],
  ['zipkin_json', '[{"traceId":"1","id":"2","binaryAnnotations":[],"tags":{}}]'],
  ['zipkin_v1_json', '{"traceId":"1","id":"2"}\n{"traceId":"1","id":"2","binaryAnnotations":[]}'],
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
