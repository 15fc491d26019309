import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { decodeBytes, type Decoded, decodeTrace } from '../support/decodeTrace'
import { goldenText } from '../support/goldenText'
import { otlpMessage, spanFields } from '../support/otlpMessage'
import {
  bytes,
  fixed64,
  grpcFrame,
  integer,
  message,
  tag,
  text,
  varint,
  withUint32,
  withVarint,
} from '../support/protobufBytes'
import { protobufFixtures } from '../support/protobufFixtures'
import { otlpDocument, otlpSpan } from '../support/traceTexts'

const traces = process.env['TRACELOUPE_TRACES'] ?? ''

/** Exports whose ids are in hexadecimal, so that they can be written as bytes. */
const HEX_EXPORTS = [
  'otel-proto/trace.json',
  'hyperdx/basic-insert.json',
  'jaeger/storage-integration/traces/log_tags_trace.json',
  'derived/otel-tui.first60pct.jsonl',
]

describe('the fixtures', () => {
  it.each(Object.entries(protobufFixtures))('%s holds what is written for it', (name, make) => {
    expect(readFileSync(join(import.meta.dirname, '../fixtures', name)).equals(make())).toBe(true)
  })
})

describe('framing', () => {
  const documents = [1, 2, 3].map((number) => [otlpSpan(number), otlpSpan(number + 10)])
  const requests = documents.map((spans) => request(...spans))

  it.each<[string, Buffer]>([
    ['concatenated', Buffer.concat(requests)],
    ['with lengths of four bytes', Buffer.concat(requests.map(withUint32))],
    ['with lengths as varints', Buffer.concat(requests.map(withVarint))],
    ['as gRPC sends them', Buffer.concat(requests.map((request) => grpcFrame(request)))],
    ['with empty ones among them', Buffer.concat([Buffer.alloc(0), ...requests, Buffer.alloc(0)].map(withUint32))],
  ])('messages %s are the same', async (_, framed) => {
    const { result, batches } = await decodeBytes(framed)
    expect(result).toMatchObject({ recognised: { format: 'otlp_protobuf' }, records: 6, rejected: 0, problems: [] })
    const json = await decodeBytes(documents.map(otlpDocument).join('\n'))
    expect(goldenText(batches)).toBe(goldenText(json.batches))
  })

  it('is told by one record that is longer than what is looked at', async () => {
    const long = { ...otlpSpan(1), attributes: [{ key: 'long', value: { stringValue: 'x'.repeat(200_000) } }] }
    for (const frame of [
      (request: Buffer) => request,
      withUint32,
      withVarint,
      (request: Buffer) => grpcFrame(request),
    ]) {
      const { result } = await decodeBytes(frame(request(long)), { windowBytes: 1000 })
      expect(result).toMatchObject({ recognised: { format: 'otlp_protobuf' }, records: 1, rejected: 0, problems: [] })
    }
  })

  it('does not take for its own what is none', async () => {
    const pprof = Buffer.concat([message(1, integer(1, 1), integer(2, 2)), message(2, bytes(1, varint(7)))])
    const perfetto = message(1, integer(8, 1_000_000), integer(10, 3), message(6, text(1, 'boot')))
    const names = message(1, message(1, message(1, integer(1, 1), text(2, 'name'))))
    for (const other of [
      pprof,
      perfetto,
      names,
      request(otlpSpan(1)).subarray(0, 12),
      Buffer.alloc(5000),
      Buffer.from('\n{"a":1}'),
    ]) {
      expect((await decodeBytes(other)).result.recognised).toBeNull()
    }
  })
})

describe('what is broken', () => {
  const good = otlpMessage(JSON.parse(otlpDocument([otlpSpan(1), otlpSpan(2)])))

  it('keeps what comes before the end of a file that is cut', async () => {
    const second = spanFields(otlpSpan(2)).length
    for (const cut of [1, second - 2]) {
      const { result, spans } = await decodeBytes(good.subarray(0, good.length - cut))
      expect(spans).toBe(1)
      expect(problemsOf(result)).toEqual([
        ['truncated_record', 1, good.length - second, 'the file ends within a record'],
        ['truncated', 1, null, 'the file ends before it is complete'],
      ])
    }
    const between = await decodeBytes(good.subarray(0, good.length - second))
    expect(problemsOf(between.result)).toEqual([['truncated', 1, null, 'the file ends before it is complete']])
    expect(between.result).toMatchObject({ records: 1, rejected: 0 })
  })

  it('rejects a span alone, and tells where it begins', async () => {
    const broken = message(2, text(6, 'server'))
    const before = spanFields(otlpSpan(1))
    const { result, spans } = await decodeBytes(inScope(Buffer.concat([before, broken, spanFields(otlpSpan(2))])))
    expect(spans).toBe(2)
    expect(result).toMatchObject({ records: 3, rejected: 1 })
    expect(result.problems).toEqual([
      {
        file: 7,
        code: 'wrong_wire_type',
        message: 'a record cannot be taken: field 6 of a message is of the wrong type (byte 103)',
        occurrences: 1,
        firstPosition: 103,
        sample: '12 08 32 06 73 65 72 76 65 72',
      },
    ])
  })

  it.each<[string, Buffer, string]>([
    ['a field without a number', Buffer.from([0x02, 0]), 'a field has no number'],
    ['a wire type that does not exist', tag(30, 6), 'a field is of a type that does not exist'],
    ['a group that ends without a beginning', tag(30, 4), 'a field is of a type that does not exist'],
    ['a group without end', Buffer.concat([tag(30, 3), integer(1, 1)]), 'a message ends within a number'],
    ['a number of eleven bytes', Buffer.alloc(11, 0xff), 'a number has more than ten bytes'],
    ['a number cut by the end', Buffer.concat([tag(30, 0), Buffer.from([0x80])]), 'a message ends within a number'],
    ['eight bytes of which there are four', Buffer.concat([tag(30, 1), Buffer.alloc(4)]), 'longer than the message'],
    ['a length beyond the end', Buffer.concat([tag(30, 2), varint(2n ** 60n)]), 'longer than the message'],
  ])('rejects a span with %s', async (_, field, problem) => {
    const broken = message(2, fixed64(7, 1n), field)
    const { result } = await decodeBytes(
      inScope(Buffer.concat([spanFields(otlpSpan(1)), broken, spanFields(otlpSpan(2))])),
    )
    expect(result).toMatchObject({ records: 3, rejected: 1 })
    expect(result.problems).toMatchObject([
      { code: 'malformed_protobuf', message: expect.stringContaining(problem), occurrences: 1 },
    ])
  })

  it('goes on behind a message whose structure is broken', async () => {
    const broken = message(1, message(2, spanFields(otlpSpan(2)), Buffer.from([0x16]), spanFields(otlpSpan(3))))
    const requests = [request(otlpSpan(1)), broken, request(otlpSpan(4))]
    const { result, spans } = await decodeBytes(Buffer.concat(requests))
    expect(spans).toBe(3)
    expect(result).toMatchObject({ records: 4, rejected: 1 })
    expect(result.problems).toMatchObject([{ code: 'malformed_protobuf', occurrences: 1 }])
  })

  it('does not read on where nothing says how', async () => {
    const { result, spans } = await decodeBytes(Buffer.concat([request(otlpSpan(1)), Buffer.from([0x0f, 1, 2, 3])]))
    expect(spans).toBe(1)
    expect(result).toMatchObject({ records: 2, rejected: 1 })
    expect(result.problems[0]?.message).toMatch(/what follows was not read/)
  })

  it('says which part of the surroundings could not be read', async () => {
    const { result, spans } = await decodeBytes(
      Buffer.concat([request(otlpSpan(1)), message(1, text(1, 'no resource'), message(2, spanFields(otlpSpan(2))))]),
    )
    expect({ spans, rejected: result.rejected }).toEqual({ spans: 2, rejected: 0 })
    expect(result.problems).toMatchObject([{ code: 'unreadable_part', occurrences: 1 }])
  })
})

it('reads a request that is far larger than a window span by span', async () => {
  const spans = Array.from({ length: 3_000 }, (_, index) => otlpSpan(index))
  const document = JSON.parse(otlpDocument(spans))
  const { result, batches } = await decodeBytes(otlpMessage(document), { windowBytes: 4096 })
  expect(result).toMatchObject({ records: 3_000, rejected: 0, problems: [] })
  expect(goldenText(batches)).toBe(goldenText((await decodeBytes(JSON.stringify(document))).batches))
})

describe.skipIf(traces === '')('real traces (TRACELOUPE_TRACES)', () => {
  it('give the same as the same spans in JSON', async () => {
    const binary = await decodeTrace(join(traces, 'otlp2parquet/trace.pb'))
    const json = await decodeTrace(join(traces, 'otlp2parquet/trace.json'))
    expect(binary.result).toMatchObject({
      recognised: { format: 'otlp_protobuf' },
      records: 2,
      rejected: 0,
      problems: [],
    })
    expect(goldenText(binary.batches)).toBe(goldenText(json.batches))
  })

  it.each(HEX_EXPORTS)('%s gives the same as protobuf', async (name) => {
    const json = await decodeTrace(join(traces, name))
    const documents = jsonValues(readFileSync(join(traces, name), 'utf8'))
    const binary = await decodeBytes(Buffer.concat(documents.map((document) => withUint32(otlpMessage(document)))))
    expect(binary.result.recognised).toEqual({ format: 'otlp_protobuf' })
    expect(binary.result.records).toBe(json.spans)
    expect(goldenText(binary.batches)).toBe(goldenText(json.batches))
  })
})

function request(...spans: object[]): Buffer {
  return otlpMessage(JSON.parse(otlpDocument(spans)))
}

function inScope(spans: Buffer): Buffer {
  return message(1, message(2, spans))
}

function problemsOf({ problems }: Decoded['result']): unknown[] {
  return problems.map(({ code, occurrences, firstPosition, message }) => [
    code,
    occurrences,
    firstPosition,
    message.replace(/ \(byte \d+\)$/, ''),
  ])
}

function jsonValues(text: string): unknown[] {
  try {
    return [JSON.parse(text)]
  } catch {
    return text
      .split('\n')
      .filter((line) => line.endsWith('}'))
      .map((line) => JSON.parse(line))
  }
}
