import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { searchTraces } from '../../main/queries/searchTraces'
import { queryProblems } from '../../preload/contract/traceql/queryProblems'
import { isPlainWords, readWords } from '../../preload/contract/traceql/readWords'
import { builtWorkers } from '../import/builtWorkers'
import { importInto, query } from '../import/importInto'
import { toOtlpLines } from '../support/toOtlpLines'
import { traceqlTraces } from '../support/traceqlTraces'

const workers = builtWorkers()

test.each([
  ['timeout', [['timeout', false]]],
  [
    '  two  words ',
    [
      ['two', false],
      ['words', false],
    ],
  ],
  [
    '"two words" -not -"these two" GET /cart/{id}',
    [
      ['two words', false],
      ['not', true],
      ['these two', true],
      ['GET', false],
      ['/cart/{id}', false],
    ],
  ],
  [
    '- https://shop/?a=b',
    [
      ['-', false],
      ['https://shop/?a=b', false],
    ],
  ],
])('%s', (text, words) => {
  expect(isPlainWords(text)).toBe(true)
  expect(readWords(text).words?.map((word) => [word.text, word.isExcluded])).toEqual(words)
  expect(queryProblems(text)).toEqual([])
})

test.each([
  ['say "this', 4, 9, 'this phrase has no end: " is missing'],
  ['status = error', 7, 8, 'a condition stands in braces: { status = error }; a text with signs in quotes'],
  ['name="x"', 0, 8, 'a condition stands in braces: { status = error }; a text with signs in quotes'],
  ['""', 0, 2, 'there is no word in this'],
  ['a b c d e f g h i j k l m n o p q', 32, 33, 'these are more than 16 words'],
])('%s is refused', (text, from, to, message) => {
  expect(queryProblems(text)).toEqual([{ from, to, message }])
})

test('what begins like TraceQL is not taken for words', () => {
  for (const text of [
    '{ status = error',
    '({ } | count() > 1)',
    'count() > 2',
    '2 < count()',
    '-count() < -1',
    '  { }',
    '',
  ]) {
    expect(isPlainWords(text), text).toBe(false)
  }
})

/** All texts of each span, those that are ids apart; one row for each. */
const TEXTS = `SELECT s.trace_id, [s.trace_id, s.span_id] || coalesce(l.ids, []) AS ids,
    list_filter([s.name, s.status_message, s.service_name, s.scope_name, s.scope_version], lambda x: x IS NOT NULL)
      || map_keys(s.attributes) || map_values(s.attributes) || map_keys(s.resource_attributes)
      || map_values(s.resource_attributes) || coalesce(map_keys(s.scope_attributes), [])
      || coalesce(map_values(s.scope_attributes), []) || coalesce(e.texts, []) || coalesce(l.texts, []) AS texts
  FROM spans s
  LEFT JOIN (SELECT trace_id, span_id, flatten(list([name] || map_keys(attributes) || map_values(attributes))) AS texts
    FROM span_events GROUP BY ALL) e USING (trace_id, span_id)
  LEFT JOIN (SELECT trace_id, span_id, flatten(list([linked_trace_id, linked_span_id])) AS ids,
      flatten(list(map_keys(attributes) || map_values(attributes))) AS texts
    FROM span_links GROUP BY ALL) l USING (trace_id, span_id)`

interface SpanTexts {
  traceId: string
  ids: string[]
  texts: string[]
}

function contains({ ids, texts }: SpanTexts, word: string): boolean {
  const sought = word.toLowerCase()
  const unpadded = ids.map((id) => id.replace(/^0+/, ''))
  return (
    [...ids, ...unpadded].some((id) => id.startsWith(sought)) ||
    texts.some((text) => text.toLowerCase().includes(sought))
  )
}

test('words find the spans in which they occur, wherever that is', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'traceloupe-words-'))
  const [traces = []] = fc.sample(
    traceqlTraces().filter((drawn) => drawn.some(({ spans }) => spans.length > 0)),
    1,
  )
  await writeFile(join(folder, 'spans.jsonl'), toOtlpLines(traces))
  const into = join(folder, 'archive.duckdb')
  await importInto(workers, into, [join(folder, 'spans.jsonl')])
  const spans = (await query(into, TEXTS)).map(({ trace_id, ids, texts }): SpanTexts => ({
    traceId: String(trace_id),
    ids: textsOf(ids),
    texts: textsOf(texts),
  }))
  const pieces = [...new Set(spans.flatMap(({ ids, texts }) => [...ids, ...texts]))].filter(
    (text) => !text.includes('"'),
  )
  const word = fc
    .tuple(fc.constantFrom(...pieces), fc.nat(5), fc.nat(12))
    // Half of a character is no text that an archive could hold.
    .map(([piece, from, length]) =>
      [...piece]
        .slice(from, from + 1 + length)
        .join('')
        .trim(),
    )
    .filter((text) => text !== '' && !text.includes('\n'))
  const reader = await ArchiveReader.open(into)
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(word, fc.boolean(), fc.boolean()), { minLength: 1, maxLength: 3 }),
        async (words) => {
          const text = words
            .map(([each, upper, out]) => `${out ? '-' : ''}"${upper ? each.toUpperCase() : each}"`)
            .join(' ')
          const matched = spans.filter((span) => words.every(([each, , out]) => contains(span, each) !== out))
          const { total, rows } = await searchTraces(
            reader,
            { query: text, limit: 1_000 },
            new AbortController().signal,
          )
          const counts = Object.fromEntries(rows.map((row) => [String(row[0]), Number(row.at(-1))]))
          const expected: Record<string, number> = {}
          for (const { traceId } of matched) expected[traceId] = (expected[traceId] ?? 0) + 1
          expect(counts, text).toEqual(expected)
          expect(total).toBe(Object.keys(expected).length)
        },
      ),
      { numRuns: 150 },
    )
  } finally {
    reader.close()
    await rm(folder, { recursive: true })
  }
}, 60_000)

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}
