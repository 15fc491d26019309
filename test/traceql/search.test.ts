import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Pipeline } from '../../preload/contract/traceql/ast'
import { parseTraceQL } from '../../preload/contract/traceql/parseTraceQL'
import { formatQuery } from '../support/traceql/formatQuery'
import { sql } from '../../main/archive/sql'
import type { ArchiveReader } from '../../main/queries/ArchiveReader'
import { cell, readRows } from '../../main/queries/readRows'
import { compileQuery } from '../../main/traceql/compileQuery'
import { builtWorkers } from '../import/builtWorkers'
import { evaluateTraceQL, type FoundSpanset } from '../support/evaluateTraceQL'
import type { EvaluatedTrace } from '../support/traceql/EvaluatedTrace'
import { searchQueries } from '../support/searchQueries'
import { traceqlTraces } from '../support/traceqlTraces'
import { toOtlpLines } from '../support/toOtlpLines'
import { withArchiveOfFile } from '../support/withArchiveOfFile'
import { foundSpansets } from './foundSpansets'

const workers = builtWorkers()
const ARCHIVES = 8
const QUERIES_PER_ARCHIVE = 80

test('any query finds in any archive what a plain evaluation of it finds', async () => {
  await fc.assert(
    // Of seeds, so that what fails is told by the query alone.
    fc.asyncProperty(fc.integer(), async (seed) => {
      const [traces = []] = fc.sample(traceqlTraces(), { seed, numRuns: 1 })
      const queries = fc.sample(searchQueries(), { seed, numRuns: QUERIES_PER_ARCHIVE })
      await withArchiveOfFile(workers, toOtlpLines(traces), async (reader) => {
        await fillIn(reader, traces)
        for (const query of queries) await agree(reader, traces, query)
      })
    }),
    { numRuns: ARCHIVES, endOnFailure: true },
  )
}, 120_000)

test('a query of many steps, each within the one before, is planned and answered', async () => {
  const [traces = []] = fc.sample(traceqlTraces(), { seed: 1, numRuns: 1 })
  await withArchiveOfFile(workers, toOtlpLines(traces), async (reader) => {
    await fillIn(reader, traces)
    for (const relation of ['>>', '<<', '~', '!>>', '!~', '&<<', '&&', '||']) {
      const steps = Array.from({ length: 40 }, (_, step) => `{ duration != ${step + 1}ns }`)
      const { query } = parseTraceQL(steps.join(` ${relation} `))
      if (!query) throw new Error(`${relation} cannot be read`)
      await agree(reader, traces, query)
    }
  })
}, 60_000)

async function agree(reader: ArchiveReader, traces: EvaluatedTrace[], query: Pipeline): Promise<void> {
  const expected = evaluateTraceQL(traces, query)
  expect(inOrder(await foundSpansets(reader, query)), formatQuery(query)).toEqual(inOrder(expected))
  expect(await matchedByTrace(reader, query), formatQuery(query)).toEqual(spansByTrace(expected))
  expect(await spanNames(reader, query), formatQuery(query)).toEqual(expected.flatMap(({ spanIds }) => spanIds).sort())
}

async function spanNames(reader: ArchiveReader, query: Pipeline): Promise<string[]> {
  const { spansWith } = compileQuery(query)
  const statement = sql`SELECT span_id FROM (${spansWith(sql`s.span_id`)}) ORDER BY ALL`
  const rows = await readRows(reader.chunks(statement, new AbortController().signal), { spanId: cell.text })
  return rows.map(({ spanId }) => spanId)
}

async function matchedByTrace(reader: ArchiveReader, query: Pipeline): Promise<Record<string, number>> {
  const statement = sql`SELECT trace_id, matched_spans FROM (${compileQuery(query).traces}) JOIN store.traces USING (trace_key)`
  const rows = await readRows(reader.chunks(statement, new AbortController().signal), {
    traceId: cell.text,
    matchedSpans: cell.number,
  })
  return Object.fromEntries(rows.map(({ traceId, matchedSpans }) => [traceId, matchedSpans]))
}

function spansByTrace(spansets: FoundSpanset[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { traceId, spanIds } of spansets) {
    if (spanIds.length > 0) counts[traceId] = (counts[traceId] ?? 0) + spanIds.length
  }
  return counts
}

function inOrder(spansets: FoundSpanset[]): string[] {
  return spansets
    .filter(({ spanIds }) => spanIds.length > 0)
    .map(({ traceId, groups, spanIds }) => [traceId, ...groups, ...spanIds.slice().sort()].join(' '))
    .sort()
}

/** What the import computes is not what is tested here. */
async function fillIn(reader: ArchiveReader, traces: EvaluatedTrace[]): Promise<void> {
  const statement = sql`SELECT trace_id, span_id, self_time_ns, critical_path_ns, problems FROM spans`
  const rows = await readRows(reader.chunks(statement, new AbortController().signal), {
    traceId: cell.text,
    spanId: cell.text,
    selfTime: cell.number,
    criticalPath: cell.number,
    problems: cell.texts,
  })
  for (const { spans } of traces) {
    for (const span of spans) {
      const row = rows.find(({ traceId, spanId }) => traceId === span.traceId && spanId === span.spanId)
      if (row) Object.assign(span, { selfTime: row.selfTime, criticalPath: row.criticalPath, problems: row.problems })
    }
  }
}
