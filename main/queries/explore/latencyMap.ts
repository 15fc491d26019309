import { DuckDBListValue, listValue, type DuckDBValue } from '@duckdb/node-api'
import { PERCENTILES, type LatencyMap } from '../../../preload/contract/explore/latency'
import type { TraceFilter } from '../../../preload/contract/explorer'
import type { QueryProgress } from '../../../preload/contract/matches'
import { sql, Statement } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import type { Matches } from '../Matches'
import { cell, orNull, readRows } from '../readRows'
import { startsOf } from '../startsOf'
import { timeBin, timeBinsOf, type TimeBins } from '../timeBins'
import { durationEdges } from './durationEdges'

export interface LatencyParameters {
  filter: TraceFilter
  over: 'spans' | 'traces'
  timeBins: number
  durationBins: number
}

/** No quantile can be told of these as a parameter. 99.9 ÷ 100 would be a little more than 0.999, and lead to the next span. */
const QUANTILES = new Statement([`[${PERCENTILES.map((percent) => (percent * 10) / 1000).join()}]`], [])
const LONGEST = 2n ** 63n - 1n

/** A population by start and duration. Fails with `query_wrong`. */
export async function latencyMap(
  reader: ArchiveReader,
  matches: Matches,
  { filter, over, timeBins, durationBins }: LatencyParameters,
  signal: AbortSignal,
  onProgress?: (progress: QueryProgress) => void,
): Promise<LatencyMap> {
  return matches.use(reader, filter, { signal, onProgress }, async (matched) => {
    const rows = startsOf(matched, filter, over)
    const [bins, range] = await Promise.all([
      timeBinsOf(reader, rows, filter, timeBins, signal),
      readRange(reader, rows, signal),
    ])
    const edges = range ? durationEdges(range.least, range.most, durationBins) : []
    const [map, percentiles] = await Promise.all([
      readCells(reader, rows, bins, edges, signal),
      readPercentiles(reader, rows, signal),
    ])
    return { origin: bins.origin, width: bins.width, timeBins: bins.count, edges, ...map, percentiles }
  })
}

/** The shortest duration above zero, or the longest where all are zero, and the longest; null where there is none. */
async function readRange(reader: ArchiveReader, rows: Statement, signal: AbortSignal) {
  // Without a condition both come from what the archive knows of its columns, without reading them.
  const ends = sql`SELECT min(duration_ns), max(duration_ns) FROM ${rows}`
  const columns = { least: orNull(cell.number), most: orNull(cell.number) }
  const [range] = await readRows(reader.chunks(ends, signal), columns)
  if (!range?.most) return null
  if (range.least !== null && range.least > 0) return { least: range.least, most: range.most }
  const above = sql`SELECT min(duration_ns), NULL FROM ${rows} WHERE duration_ns > 0`
  const [shortest] = await readRows(reader.chunks(above, signal), columns)
  return { least: shortest?.least ?? range.most, most: range.most }
}

async function readCells(
  reader: ArchiveReader,
  rows: Statement,
  bins: TimeBins,
  edges: readonly number[],
  signal: AbortSignal,
): Promise<Pick<LatencyMap, 'cells' | 'starts' | 'counts' | 'errors' | 'total' | 'failed'> & Apart> {
  // Each bin is told by the longest duration in it; the first one is that of zero.
  const ends = listValue([0n, ...edges.slice(1).map(lastBelow)])
  const statement = sql`
    SELECT ${timeBin(bins)} AS bin, failed, count(*), count(duration_ns), map_values(histogram(duration_ns, ${ends}::BIGINT[]))
    FROM ${rows} GROUP BY bin, failed ORDER BY bin NULLS LAST`
  const found = await readRows(reader.chunks(statement, signal), {
    bin: orNull(cell.number),
    failed: (value) => value === true,
    count: cell.number,
    durations: cell.number,
    held: orNull(numbers),
  })
  const binCount = Math.max(0, edges.length - 1)
  const counts = new Array<number>(binCount).fill(0)
  const errors = new Array<number>(binCount).fill(0)
  const starts = { counts: new Array<number>(bins.count).fill(0), errors: new Array<number>(bins.count).fill(0) }
  const sums = { total: 0, failed: 0, zeroDuration: 0, withoutDuration: 0, withoutStart: 0 }
  const cells = new Map<number, { count: number; errors: number }>()
  for (const { bin, failed, count, durations, held } of found) {
    const [zero = 0, ...inBins] = held ?? []
    sums.total += count
    if (failed) sums.failed += count
    if (bin === null) sums.withoutStart += count
    else {
      starts.counts[bin] = (starts.counts[bin] ?? 0) + count
      if (failed) starts.errors[bin] = count
    }
    sums.withoutDuration += count - durations
    sums.zeroDuration += zero
    for (let duration = 0; duration < binCount; duration++) {
      const inBin = inBins[duration] ?? 0
      if (inBin === 0) continue
      counts[duration] = (counts[duration] ?? 0) + inBin
      if (failed) errors[duration] = (errors[duration] ?? 0) + inBin
      if (bin === null) continue
      const place = bin * binCount + duration
      const { count: before, errors: failures } = cells.get(place) ?? { count: 0, errors: 0 }
      cells.set(place, { count: before + inBin, errors: failures + (failed ? inBin : 0) })
    }
  }
  const places = [...cells.keys()]
  const held = [...cells.values()]
  return {
    cells: {
      time: Int32Array.from(places, (place) => Math.floor(place / binCount)),
      duration: Int32Array.from(places, (place) => place % binCount),
      counts: Int32Array.from(held, ({ count }) => count),
      errors: Int32Array.from(held, ({ errors: failures }) => failures),
    },
    starts,
    counts,
    errors,
    ...sums,
  }
}

type Apart = Pick<LatencyMap, 'zeroDuration' | 'withoutDuration' | 'withoutStart'>

async function readPercentiles(reader: ArchiveReader, rows: Statement, signal: AbortSignal) {
  const statement = sql`SELECT quantile_disc(duration_ns, ${QUANTILES}) FROM ${rows}`
  const [row] = await readRows(reader.chunks(statement, signal), { percentiles: orNull(numbers) })
  return PERCENTILES.map((_, place) => row?.percentiles?.[place] ?? null)
}

function lastBelow(edge: number): bigint {
  const last = BigInt(edge) - 1n
  return last > LONGEST ? LONGEST : last
}

function numbers(value: DuckDBValue): number[] {
  if (value instanceof DuckDBListValue) return value.items.map(cell.number)
  throw new TypeError('the archive answered no list')
}
