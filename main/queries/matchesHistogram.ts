import type { TraceFilter } from '../../preload/contract/explorer'
import type { MatchHistogram } from '../../preload/contract/matches'
import { sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { binWidth } from './binWidth'
import type { Matches, MatchedSpans } from './Matches'
import { cell, orNull, readRows } from './readRows'
import { spanCondition } from './spanCondition'
import { traceCondition } from './traceCondition'

interface HistogramParameters {
  filter: TraceFilter
  show: 'traces' | 'spans'
  bins: number
}

/** Matches over the time from the first of them to the last, or between the filter's bounds. Fails with `query_wrong`. */
export async function matchesHistogram(
  reader: ArchiveReader,
  matches: Matches,
  { filter, show, bins }: HistogramParameters,
  signal: AbortSignal,
): Promise<MatchHistogram> {
  return matches.use(reader, filter.query, { signal }, async (matched) => {
    const rows = show === 'spans' ? startsOfSpans(matched, filter) : startsOfTraces(matched, filter)
    const extent = await readExtent(reader, rows, signal)
    const first = filter.from ?? extent.first
    const last = filter.to === null ? extent.last : filter.to - 1n
    if (extent.first === null || first === null || last === null) {
      return { origin: 0n, width: 1n, counts: [], errors: [], withoutStart: extent.withoutStart }
    }
    const width = binWidth(last - first + 1n, bins)
    const origin = floor(first, width)
    const count = Number((last - origin) / width) + 1
    const histogram = {
      origin,
      width,
      counts: new Array<number>(count).fill(0),
      errors: new Array<number>(count).fill(0),
      withoutStart: extent.withoutStart,
    }
    const statement = sql`
      SELECT (start_ns - ${origin}::BIGINT) // ${width}::BIGINT, count(*), count(*) FILTER (failed)
      FROM (${rows}) WHERE start_ns IS NOT NULL GROUP BY 1`
    const found = await readRows(reader.chunks(statement, signal), {
      bin: cell.number,
      count: cell.number,
      errors: cell.number,
    })
    for (const { bin, count: inBin, errors } of found) {
      histogram.counts[bin] = inBin
      histogram.errors[bin] = errors
    }
    return histogram
  })
}

async function readExtent(reader: ArchiveReader, rows: Statement, signal: AbortSignal) {
  const statement = sql`SELECT min(start_ns), max(start_ns), count(*) FILTER (start_ns IS NULL) FROM (${rows})`
  const [row] = await readRows(reader.chunks(statement, signal), {
    first: orNull(exact),
    last: orNull(exact),
    withoutStart: cell.number,
  })
  return row ?? { first: null, last: null, withoutStart: 0 }
}

function exact(value: unknown): bigint {
  if (typeof value === 'bigint') return value
  throw new TypeError('the archive answered no BIGINT')
}

function startsOfSpans({ rows }: MatchedSpans, filter: TraceFilter): Statement {
  return sql`SELECT epoch_ns(start_time) AS start_ns, failed FROM ${rows} WHERE ${spanCondition(filter, rows)}`
}

function startsOfTraces({ rows }: MatchedSpans, filter: TraceFilter): Statement {
  const isAsked = filter.query.trim() !== ''
  const matching = isAsked ? sql`trace_key IN (SELECT trace_key FROM ${rows})` : sql`true`
  return sql`SELECT epoch_ns(start_time) AS start_ns, error_count > 0 AS failed FROM store.traces
    WHERE ${traceCondition(filter, isAsked ? rows : null)} AND ${matching}`
}

function floor(time: bigint, width: bigint): bigint {
  const rest = time % width
  return time - (rest < 0n ? rest + width : rest)
}
