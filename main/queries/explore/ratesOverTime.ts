import { DuckDBListValue, type DuckDBValue } from '@duckdb/node-api'
import type { RatesByValue, RatesOverTime } from '../../../preload/contract/explore/rates'
import type { TraceFilter } from '../../../preload/contract/explorer'
import type { FieldExpression } from '../../../preload/contract/traceql/ast'
import { sql, type Statement } from '../../archive/sql'
import { groupExpression } from '../../traceql/compileField'
import { groupValue } from '../../traceql/groupValue'
import { SpanScope } from '../../traceql/SpanScope'
import type { ArchiveReader } from '../ArchiveReader'
import type { Matches, MatchedSpans } from '../Matches'
import { cell, orNull, readRows } from '../readRows'
import { spanCondition } from '../spanCondition'
import { startsOf, tracesOf } from '../startsOf'
import { timeBin, timeBinsOf, type TimeBins } from '../timeBins'

export interface RatesParameters {
  filter: TraceFilter
  over: 'spans' | 'traces'
  bins: number
  by: string | null
}

/** Values that are told one by one: as many as there are colours to tell them apart, with one for the rest. */
const MOST_VALUES = 10

/** Rate, errors and duration of a population over time. Fails with `query_wrong`, also where `by` is no field of a span. */
export async function ratesOverTime(
  reader: ArchiveReader,
  matches: Matches,
  { filter, over, bins: most, by }: RatesParameters,
  signal: AbortSignal,
): Promise<RatesOverTime> {
  return matches.use(reader, filter, { signal }, async (matched) => {
    const rows = startsOf(matched, filter, over)
    const bins = await timeBinsOf(reader, rows, filter, most, signal)
    const [all, values] = await Promise.all([
      readRates(reader, rows, bins, signal),
      by === null
        ? null
        : readValues(reader, await valuesOf(reader, matched, { filter, over, by }, signal), bins, signal),
    ])
    return { origin: bins.origin, width: bins.width, ...all, by: values }
  })
}

async function readRates(
  reader: ArchiveReader,
  rows: Statement,
  bins: TimeBins,
  signal: AbortSignal,
): Promise<Omit<RatesOverTime, 'origin' | 'width' | 'by'>> {
  const statement = sql`
    SELECT ${timeBin(bins)}, count(*), count(*) FILTER (failed), quantile_disc(duration_ns, [0.5, 0.95, 0.99])
    FROM ${rows} GROUP BY 1`
  const found = await readRows(reader.chunks(statement, signal), {
    bin: orNull(cell.number),
    count: cell.number,
    errors: cell.number,
    percentiles: orNull(threeNumbers),
  })
  const numbers = () => new Array<number>(bins.count).fill(0)
  const percentiles = () => new Array<number | null>(bins.count).fill(null)
  const rates = {
    counts: numbers(),
    errors: numbers(),
    p50: percentiles(),
    p95: percentiles(),
    p99: percentiles(),
    withoutStart: 0,
  }
  for (const { bin, count, errors, percentiles: told } of found) {
    if (bin === null) rates.withoutStart = count
    else {
      rates.counts[bin] = count
      rates.errors[bin] = errors
      ;[rates.p50[bin], rates.p95[bin], rates.p99[bin]] = told ?? [null, null, null]
    }
  }
  return rates
}

/** `start_time`, `failed` and `value` of each span or trace. A trace has that of the first span in its tree that matches and has one. */
async function valuesOf(
  reader: ArchiveReader,
  matched: MatchedSpans,
  { filter, over, by }: { filter: TraceFilter; over: 'spans' | 'traces'; by: string },
  signal: AbortSignal,
): Promise<Statement> {
  const scope = new SpanScope()
  const field = groupExpression(by)
  const value = groupValue(field, scope, await onlyType(reader, field, signal))
  if (over === 'spans') {
    const spans = matched.from(scope, spanCondition(filter, matched.rows))
    return sql`(SELECT s.start_time, s.status = 'error' AS failed, ${value} AS value FROM ${spans})`
  }
  const spans = matched.from(scope, sql`true`)
  return sql`(
    SELECT start_time, error_count > 0 AS failed, coalesce(value, 'nil') AS value
    FROM (SELECT * FROM store.traces WHERE ${tracesOf(matched, filter)}) LEFT JOIN (
      SELECT trace_key, arg_min(value, place) FILTER (value <> 'nil') AS value
      FROM (SELECT s.tree.trace_key AS trace_key, s.tree.place AS place, ${value} AS value FROM ${spans})
      GROUP BY trace_key) USING (trace_key))`
}

/** The type that all values of a span's attribute have; undefined where they differ or that is not known. */
async function onlyType(
  reader: ArchiveReader,
  field: FieldExpression,
  signal: AbortSignal,
): Promise<string | undefined> {
  if (field.kind !== 'attribute' || field.scope !== 'span' || field.ofParent) return undefined
  const statement = sql`SELECT type FROM store.attribute_keys WHERE scope = 'span' AND key = ${field.key}`
  const types = await readRows(reader.chunks(statement, signal), { type: cell.text })
  return types.length === 1 ? types[0]?.type : undefined
}

async function readValues(
  reader: ArchiveReader,
  rows: Statement,
  bins: TimeBins,
  signal: AbortSignal,
): Promise<RatesByValue> {
  const statement = sql`
    WITH found AS MATERIALIZED (
      SELECT ${timeBin(bins)} AS bin, value, count(*) AS count, count(*) FILTER (failed) AS errors
      FROM ${rows} WHERE start_time IS NOT NULL GROUP BY ALL),
    by_value AS MATERIALIZED (SELECT value, sum(count) AS total FROM found GROUP BY value),
    largest AS (
      SELECT value, row_number() OVER (ORDER BY total DESC, value) - 1 AS rank FROM by_value
      ORDER BY total DESC, value LIMIT ${MOST_VALUES}::BIGINT)
    SELECT rank, largest.value, bin, sum(count)::BIGINT, sum(errors)::BIGINT, (SELECT count(*) FROM by_value)
    FROM found LEFT JOIN largest USING (value) GROUP BY rank, largest.value, bin ORDER BY rank`
  const found = await readRows(reader.chunks(statement, signal), {
    rank: orNull(cell.number),
    value: orNull(cell.text),
    bin: cell.number,
    count: cell.number,
    errors: cell.number,
    values: cell.number,
  })
  const empty = () => ({
    counts: new Array<number>(bins.count).fill(0),
    errors: new Array<number>(bins.count).fill(0),
  })
  const series: RatesByValue['series'] = []
  const rest = { ...empty(), values: Math.max(0, (found[0]?.values ?? 0) - MOST_VALUES) }
  for (const { rank, value, bin, count, errors } of found) {
    const one = rank === null || value === null ? rest : (series[rank] ??= { value, ...empty() })
    one.counts[bin] = count
    one.errors[bin] = errors
  }
  return { series, others: rest.values > 0 ? rest : null }
}

function threeNumbers(value: DuckDBValue): [number, number, number] {
  const [p50 = null, p95 = null, p99 = null] = value instanceof DuckDBListValue ? value.items : []
  return [cell.number(p50), cell.number(p95), cell.number(p99)]
}
