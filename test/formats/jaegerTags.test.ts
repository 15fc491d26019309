import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeBytes } from '../support/decodeTrace'
import { goldenText } from '../support/goldenText'
import { jaegerDocument } from '../support/traceTexts'

const tag = fc
  .oneof(
    tagOf('string', fc.oneof(fc.constantFrom('GET', 'server', 'ä', 'a"b', 'a\\', ''), fc.string(), fc.constant(null))),
    tagOf('int64', fc.oneof(fc.integer(), fc.constantFrom('12', '-7', '1.5', 'x'), fc.double({ noNaN: true }))),
    tagOf('float64', fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, -1.5, '2.50'))),
    tagOf('bool', fc.constantFrom(true, false, 'true', 'no')),
    tagOf('binary', fc.constantFrom('AAAwOQ==', '')),
    tagOf(undefined, fc.oneof(fc.integer(), fc.boolean(), fc.string(), fc.constant([1, { a: 'b' }]))),
  )
  .chain((fields) => fc.shuffledSubarray(Object.entries(fields), { minLength: 1 }))
  .map((entries) => Object.fromEntries(entries))
const lists = fc.array(fc.array(tag, { maxLength: 6 }), { minLength: 1, maxLength: 8 })

it('reads a span the same whatever spans came before it', async () => {
  await fc.assert(
    fc.asyncProperty(lists, fc.constantFrom(0, 2), async (tagLists, indent) => {
      const spans = tagLists.map((tags, index) => spanOf(index, tags))
      // What came before is seen a second time, when all of it is known.
      const document = JSON.stringify(JSON.parse(jaegerDocument([...spans, ...spans], { p1: 'shop' })), null, indent)
      const together = paragraphs(await textOf(document))
      const apart: string[] = []
      for (const span of spans) apart.push(...paragraphs(await textOf(jaegerDocument([span], { p1: 'shop' }))))
      expect(together).toEqual([...apart, ...apart])
    }),
    { numRuns: 150, seed: 3 },
  )
})

it('reads what a rejected span left behind as if it had not been there', async () => {
  const tags = (value: string): object[] => [{ key: 'who', type: 'string', value }]
  const spans = [
    spanOf(1, tags('one')),
    { ...spanOf(2, tags('two')), flags: {} },
    spanOf(3, []),
    spanOf(4, tags('two')),
    { ...spanOf(5, tags('two')), flags: {} },
    spanOf(6, tags('two')),
    spanOf(7, tags('two')),
  ]
  const { result, batches } = await decodeBytes(jaegerDocument(spans, { p1: 'shop' }))
  expect(result).toMatchObject({ records: 7, rejected: 2 })
  expect(goldenText(batches).match(/^ {2}who s .*/gm)).toEqual(
    ['one', 'two', 'two', 'two'].map((value) => `  who s "${value}"`),
  )
})

it('keeps apart tags of which one begins as another', async () => {
  const values = ['20', '200', '2', '20', '200']
  const spans = values.map((value, index) =>
    spanOf(index, [
      { key: 'status', type: 'int64', value: Number(value) },
      { key: 'text', type: 'string', value },
    ]),
  )
  const text = await textOf(jaegerDocument(spans, { p1: 'shop' }))
  expect(text.match(/^ {2}status i .*/gm)).toEqual(values.map((value) => `  status i "${value}"`))
  expect(text.match(/^ {2}text s .*/gm)).toEqual(values.map((value) => `  text s "${value}"`))
})

function tagOf<Value>(type: string | undefined, value: fc.Arbitrary<Value>): fc.Arbitrary<Record<string, unknown>> {
  return fc.record({
    key: fc.constantFrom('a', 'b', 'http.method', 'span.kind', 'error', 'ü', 'otel.status_description'),
    ...(type === undefined ? {} : { type: fc.constant(type) }),
    value,
  })
}

function spanOf(index: number, tags: object[]): Record<string, unknown> {
  return {
    traceID: 'a',
    spanID: String(index + 1),
    operationName: 'o',
    startTime: 1_700_000_000_000_000 + index,
    duration: 1,
    tags,
    logs: [{ timestamp: 1_700_000_000_000_000, fields: tags }],
    processID: 'p1',
  }
}

async function textOf(document: string): Promise<string> {
  const { result, batches } = await decodeBytes(document)
  expect(result.problems).toEqual([])
  return goldenText(batches)
}

function paragraphs(text: string): string[] {
  return text.split(/\n\n(?=span )/).map((paragraph) => paragraph.trimEnd())
}
