import { listValue } from '@duckdb/node-api'
import type { ParametersOf } from '../../../preload/contract/channel'
import type { QueryRequests } from '../../../preload/contract/explorer'
import type { ExampleSpan, LatencyBins, OperationExamples } from '../../../preload/contract/explore/operations'
import { sql, type Statement } from '../../archive/sql'
import { SpanScope } from '../../traceql/SpanScope'
import type { ArchiveReader } from '../ArchiveReader'
import type { Asker } from '../KeptTables'
import type { Matches } from '../Matches'
import { cell, orNull, readRows } from '../readRows'
import { spanCondition } from '../spanCondition'
import { durationBinOf, durationCounts } from './durationBins'

/** Of each sort, and among how many spans their traces are looked for. */
const EXAMPLES = 5
const CANDIDATES = 100

/** Spans of an operation that are worth a look, and how its durations are distributed. Fails with `query_wrong`. */
export async function operationExamples(
  reader: ArchiveReader,
  matches: Matches,
  { filter, serviceName, name }: ParametersOf<QueryRequests['explore.examples']>,
  asker: Asker,
): Promise<OperationExamples> {
  return matches.use(reader, filter, asker, async (matched) => {
    const { signal } = asker
    const from = matched.from(new SpanScope(), spanCondition(filter, matched.rows))
    const spans = sql`(SELECT s.span_row, s.tree.trace_key AS trace_key, s.start_time, s.duration_ns, s.status = 'error' AS failed
      FROM ${from} WHERE s.name = ${name} AND s.tree.resource_key IN (
        SELECT resource_key FROM store.resources WHERE service_name = ${serviceName}))`
    const choose = (order: Statement, where = sql`duration_ns IS NOT NULL`) =>
      chooseSpans(
        reader,
        sql`SELECT span_row, trace_key FROM ${spans} WHERE ${where} ORDER BY ${order}, span_row`,
        signal,
      )
    const [latency, medianNs, slowest, failed] = await Promise.all([
      readLatency(reader, spans, signal),
      readMedian(reader, spans, signal),
      choose(sql`duration_ns DESC`),
      choose(sql`start_time DESC NULLS LAST`, sql`failed`),
    ])
    const typical = medianNs === null ? [] : await choose(sql`abs(duration_ns - ${medianNs})`)
    const described = await describeSpans(reader, [...slowest, ...typical, ...failed], signal)
    const describe = (rows: number[]) => rows.flatMap((row) => described.get(row) ?? [])
    return {
      spanCount: latency.counts.reduce((sum, count) => sum + count, latency.zero + latency.unknown),
      medianNs: medianNs === null ? null : Number(medianNs),
      slowest: describe(slowest),
      typical: describe(typical),
      failed: describe(failed),
      latency,
    }
  })
}

/** The first spans of different traces. */
async function chooseSpans(reader: ArchiveReader, spans: Statement, signal: AbortSignal): Promise<number[]> {
  const found = await readRows(reader.chunks(sql`${spans} LIMIT ${CANDIDATES}::BIGINT`, signal), {
    spanRow: cell.number,
    traceKey: cell.number,
  })
  const byTrace = new Map(found.toReversed().map(({ spanRow, traceKey }) => [traceKey, spanRow]))
  const first = new Set(byTrace.values())
  return found.flatMap(({ spanRow }) => (first.has(spanRow) ? [spanRow] : [])).slice(0, EXAMPLES)
}

async function readMedian(reader: ArchiveReader, spans: Statement, signal: AbortSignal): Promise<bigint | null> {
  const statement = sql`SELECT quantile_disc(duration_ns, 0.5) FROM ${spans}`
  const [row] = await readRows(reader.chunks(statement, signal), { median: (value) => value })
  return typeof row?.median === 'bigint' ? row.median : null
}

async function readLatency(reader: ArchiveReader, spans: Statement, signal: AbortSignal): Promise<LatencyBins> {
  const statement = sql`
    SELECT duration_ns IS NULL,
      CASE WHEN duration_ns > 0 THEN ${durationBinOf(sql`duration_ns`)} END AS bin, count(*), count(*) FILTER (failed)
    FROM ${spans} GROUP BY ALL`
  const found = await readRows(reader.chunks(statement, signal), {
    isUnknown: (value) => value === true,
    bin: orNull(cell.number),
    count: cell.number,
    errors: cell.number,
  })
  const countOf = (unknown: boolean) =>
    found.find(({ isUnknown, bin }) => isUnknown === unknown && bin === null)?.count ?? 0
  const inBins = found.flatMap(({ bin, count, errors }) => (bin === null ? [] : [{ bin, count, errors }]))
  return { ...durationCounts(inBins), zero: countOf(false), unknown: countOf(true) }
}

async function describeSpans(
  reader: ArchiveReader,
  spanRows: number[],
  signal: AbortSignal,
): Promise<Map<number, ExampleSpan>> {
  const statement = sql`
    SELECT s.span_row, s.trace_id, s.span_id, s.start_time, s.duration_ns, t.root_service_name, t.root_name
    FROM store.span_rows s JOIN store.traces t ON t.trace_key = s.tree.trace_key
    WHERE s.span_row IN (SELECT unnest(${listValue(spanRows)}::INTEGER[]))`
  const found =
    spanRows.length === 0
      ? []
      : await readRows(reader.chunks(statement, signal), {
          spanRow: cell.number,
          traceId: cell.text,
          spanId: cell.text,
          startTime: orNull(cell.time),
          durationNs: orNull(cell.number),
          rootServiceName: cell.text,
          rootName: cell.text,
        })
  return new Map(found.map(({ spanRow, ...span }) => [spanRow, span]))
}
