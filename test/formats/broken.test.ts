import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { Failed } from '../../preload/contract/failure'
import { DecodeProblems } from '../../main/import/DecodeProblems'
import { decodeFile } from '../../main/import/decodeFile'
import { otlpJson } from '../../main/import/formats/otlpJson'
import { Head } from '../../main/import/Head'
import type { SpanBatch } from '../../main/import/SpanBatch'
import { SpanBatchBuilder } from '../../main/import/SpanBatchBuilder'
import { decodeBytes, withFile } from '../support/decodeTrace'
import { goldenText } from '../support/goldenText'
import { jaegerDocument, otlpDocument, otlpSpan } from '../support/traceTexts'

it('rejects what is no span and goes on with the next', async () => {
  const spans = [
    otlpSpan(1),
    5,
    'text',
    null,
    { ...otlpSpan(2), traceId: 12 },
    { ...otlpSpan(3), name: ['x'] },
    otlpSpan(4),
  ]
  const { result, batches, spans: taken } = await decodeBytes(otlpDocument(spans))
  expect({ records: result.records, rejected: result.rejected, taken }).toEqual({ records: 7, rejected: 5, taken: 2 })
  expect(names(goldenText(batches))).toEqual(['span 1', 'span 4'])
  expect(result.problems).toMatchObject([
    {
      file: 7,
      code: 'not_a_span',
      message: expect.stringContaining('a span is not an object'),
      occurrences: 3,
      sample: expect.stringMatching(/^5,"text"/),
    },
    { file: 7, code: 'wrong_type', message: expect.stringContaining('traceId is not text'), occurrences: 2 },
  ])
})

it('tells the byte within one long line, and the line where there are several', async () => {
  const text = otlpDocument([otlpSpan(1), { ...otlpSpan(2), spanId: {} }])
  const offset = text.indexOf(JSON.stringify({ ...otlpSpan(2), spanId: {} }))
  const oneLine = await decodeBytes(`${text}\n`)
  expect(oneLine.result.problems).toMatchObject([
    { firstPosition: offset, message: `spanId is not text (byte ${offset})` },
  ])
  const pretty = JSON.stringify(JSON.parse(text), null, 2)
  const manyLines = await decodeBytes(pretty)
  const line = pretty.slice(0, pretty.indexOf('"span 2"')).split('\n').length - 3
  expect(manyLines.result.problems).toMatchObject([{ firstPosition: line, message: 'spanId is not text' }])
})

it.each([
  ['cut within a string', '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"01","spanId":"02","name":"ab'],
  ['cut behind a comma', '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"01","spanId":"02"},'],
  ['cut within its outer part', '{"resourceSpans":[{"scopeSpans":[{'],
  ['not JSON', 'Jan 12 12:00:00 collector: rotated'],
  ['closed too often', '{"resourceSpans":[]}}'],
])('goes on with the next line behind one that is %s', async (_, broken) => {
  const good = (index: number): string => otlpDocument([otlpSpan(index)])
  const { result, batches } = await decodeBytes([good(1), good(2), broken, good(3), good(4)].join('\n'))
  const kept = names(goldenText(batches)).filter((name) => name.startsWith('span '))
  expect(kept).toEqual(['span 1', 'span 2', 'span 3', 'span 4'])
  expect(result.rejected).toBe(1)
  expect(result.problems).toMatchObject([{ code: 'malformed_json', firstPosition: 3, occurrences: 1 }])
})

it('recognises JSON lines whose first line is cut', async () => {
  const good = (index: number): string => otlpDocument([otlpSpan(index)])
  const { result, spans } = await decodeBytes([good(1).slice(0, 150), good(2), good(3)].join('\n'))
  expect(spans).toBe(2)
  expect(result.problems).toMatchObject([{ code: 'malformed_json', firstPosition: 1 }])
})

it('keeps what came before broken syntax in a document', async () => {
  const text = otlpDocument([otlpSpan(1), otlpSpan(2), otlpSpan(3)]).replace(
    '},{"traceId":"00000000000000000000000000000003"',
    '}!{"traceId":"00000000000000000000000000000003"',
  )
  const { result, spans } = await decodeBytes(text)
  expect({ spans, records: result.records, rejected: result.rejected }).toEqual({ spans: 2, records: 3, rejected: 1 })
  expect(result.problems).toEqual([
    {
      file: 7,
      code: 'malformed_json',
      message: `not valid JSON: expected ‘,’; what follows was not read (byte ${text.indexOf('!{')})`,
      occurrences: 1,
      firstPosition: text.indexOf('!{'),
      sample: expect.stringMatching(/^!\{"traceId":"0{31}3"/),
    },
  ])
})

it('rejects one span whose text is not JSON and goes on with the next', async () => {
  const text = otlpDocument([otlpSpan(1), otlpSpan(2), otlpSpan(3)]).replace('"name":"span 2"', '"name":nil')
  const { result, batches } = await decodeBytes(text)
  expect(names(goldenText(batches))).toEqual(['span 1', 'span 3'])
  expect(result.problems).toMatchObject([
    { code: 'malformed_json', message: expect.stringContaining('a span is not valid JSON'), occurrences: 1 },
  ])
})

it('tells that a file ends within a record, and within its outer part', async () => {
  const text = otlpDocument([otlpSpan(1), otlpSpan(2)])
  const within = await decodeBytes(text.slice(0, text.indexOf('"span 2"') + 4))
  expect(within.result).toMatchObject({
    records: 2,
    rejected: 1,
    problems: [{ code: 'truncated_record', message: expect.stringContaining('within a span') }, { code: 'truncated' }],
  })
  const between = await decodeBytes(text.slice(0, text.lastIndexOf('}]}]}]}') + 1))
  expect(between.result).toMatchObject({ records: 2, rejected: 0, problems: [{ code: 'truncated', occurrences: 1 }] })
})

it('takes what a truncated gzip stream gives', async () => {
  const lines = Array.from({ length: 2_000 }, (_, index) => otlpDocument([otlpSpan(index + 1)])).join('\n')
  const packed = gzipSync(lines)
  const { result, spans } = await decodeBytes(packed.subarray(0, packed.length - 5_000))
  expect(spans).toBeGreaterThan(1_000)
  expect(spans).toBeLessThan(2_000)
  expect(result.records).toBe(spans + result.rejected)
  expect(result.problems.map(({ code }) => code)).toEqual(['truncated_record', 'truncated'])
  const trailer = await decodeBytes(packed.subarray(0, packed.length - 4))
  expect(trailer.spans).toBe(2_000)
  expect(trailer.result.problems).toMatchObject([{ code: 'truncated', message: 'the gzip stream ends early' }])
  const padded = await decodeBytes(Buffer.concat([packed, Buffer.alloc(512)]))
  expect({ spans: padded.spans, problems: padded.result.problems }).toEqual({ spans: 2_000, problems: [] })
})

it('takes what a damaged gzip stream gives up to the damage', async () => {
  const lines = Array.from({ length: 5_000 }, (_, index) => otlpDocument([otlpSpan(index + 1)])).join('\n')
  const packed = gzipSync(lines)
  packed.fill(0xff, packed.length - 3_000, packed.length - 2_900)
  const { result, spans } = await decodeBytes(packed)
  expect(spans).toBeGreaterThan(0)
  expect(result.records).toBe(spans + result.rejected)
  expect(result.problems.map(({ code }) => code)).toContain('damaged_stream')
})

it('replaces what is not UTF-8, and says so', async () => {
  const bytes = Buffer.from(otlpDocument([{ ...otlpSpan(1), name: 'a#b' }, otlpSpan(2)]))
  bytes[bytes.indexOf('#')] = 0xff
  const { result, batches } = await decodeBytes(bytes)
  expect(names(goldenText(batches))).toEqual(['a\ufffdb', 'span 2'])
  expect(result.problems).toMatchObject([{ code: 'not_utf8', occurrences: 1 }])
  expect(result.rejected).toBe(0)
})

it('refuses an attribute nested too deeply, without overflowing', async () => {
  const depth = 200_000
  const value = '{"arrayValue":{"values":['.repeat(depth) + ']}}'.repeat(depth)
  const span = JSON.stringify({ ...otlpSpan(1), attributes: [{ key: 'deep', value: '@' }] }).replace('"@"', value)
  const { result, spans } = await decodeBytes(otlpDocument([otlpSpan(2)]).replace('"spans":[', `"spans":[${span},`))
  expect(spans).toBe(1)
  expect(result.problems).toMatchObject([{ code: 'too_deep', occurrences: 1 }])
  const skipped = '['.repeat(depth) + ']'.repeat(depth)
  const unknown = await decodeBytes(
    otlpDocument([otlpSpan(1)]).replace('"spans":[{', `"spans":[{"unknown":${skipped},`),
  )
  expect(unknown).toMatchObject({ spans: 1, result: { problems: [] } })
})

it('keeps rows of a huge Jaeger trace no longer than needed, with their processes read ahead', async () => {
  const tag = { key: 'padding', type: 'string', value: 'x'.repeat(4_000) }
  const span = (index: number): object => ({
    traceID: 'a',
    spanID: String(index),
    operationName: 'o',
    startTime: 1,
    duration: 1,
    processID: `p${index % 3}`,
    tags: [tag],
  })
  const text = jaegerDocument(
    Array.from({ length: 10_000 }, (_, index) => span(index)),
    { p0: 'zero', p1: 'one' },
  )
  for (const bytes of [text, gzipSync(text, { level: 1 })]) {
    const { result, batches, spans } = await decodeBytes(bytes, { windowBytes: 1 << 20 })
    expect({ spans, problems: result.problems }).toEqual({ spans: 10_000, problems: [] })
    const services = new Map<string, number>()
    for (const [, name = ''] of goldenText(batches).matchAll(/^ {2}of "(.*)"$/gm))
      services.set(name, (services.get(name) ?? 0) + 1)
    expect(Object.fromEntries(services)).toEqual({ zero: 3_334, one: 3_333, unknown_service: 3_333 })
    expect(Math.max(...batches.map((batch) => batch.text.length))).toBeLessThan(24 << 20)
  }
})

it('skips what is too large for any window', () => {
  const bytes = Buffer.from(otlpDocument([otlpSpan(1), otlpSpan(2), otlpSpan(3)]) + '\0')
  const batches: SpanBatch[] = []
  const builder = new SpanBatchBuilder((batch) => batches.push(batch))
  const problems = new DecodeProblems(1)
  const decoder = otlpJson.decoder({ head: new Head(bytes), builder, problems })
  const stuckAt = decoder.decode(bytes, 0, bytes.indexOf('"span 2"'), 0, false)
  bytes.write(otlpDocument([otlpSpan(1), otlpSpan(2), otlpSpan(3)]) + '\0')
  expect(decoder.decode(bytes, stuckAt, bytes.indexOf('"span 2"'), 0, false)).toBe(stuckAt)
  bytes.write(otlpDocument([otlpSpan(1), otlpSpan(2), otlpSpan(3)]) + '\0')
  const skippingFrom = decoder.giveUp()
  expect(skippingFrom).toBe(stuckAt + 1)
  decoder.decode(bytes, skippingFrom, bytes.length - 1, 0, true)
  decoder.end()
  builder.flush()
  expect(names(goldenText(batches))).toEqual(['span 1', 'span 3'])
  expect(problems.list()).toMatchObject([
    { code: 'too_large', message: expect.stringContaining('a span is too large'), occurrences: 1 },
  ])
})

it('stops when it is told to', async () => {
  const text = otlpDocument(Array.from({ length: 100 }, (_, index) => otlpSpan(index)))
  await withFile(text, async (path) => {
    const stop = new AbortController()
    const windows = decodeFile({ path, file: 1 }, new SpanBatchBuilder(() => {}), {
      signal: stop.signal,
      windowBytes: 500,
    })
    const first = await windows.next()
    expect(first.value).toMatchObject({ bytesRead: expect.any(Number) })
    stop.abort()
    await expect(windows.next()).rejects.toEqual(new Failed({ code: 'cancelled' }))
  })
})

it('says that a file cannot be read', async () => {
  const signal = new AbortController().signal
  const windows = decodeFile({ path: '/nowhere/at/all', file: 1 }, new SpanBatchBuilder(() => {}), { signal })
  await expect(windows.next()).rejects.toMatchObject({ failure: { code: 'file_unreadable', path: '/nowhere/at/all' } })
})

function names(golden: string): string[] {
  return [...golden.matchAll(/^span .*\n {2}(".*") /gm)].map(([, name = '']) => String(JSON.parse(name)))
}
