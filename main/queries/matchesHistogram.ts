import type { TraceFilter } from '../../preload/contract/explorer'
import type { MatchHistogram } from '../../preload/contract/matches'
import { sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import type { Matches } from './Matches'
import { cell, orNull, readRows } from './readRows'
import { startsOf } from './startsOf'
import { timeBin, timeBinsOf } from './timeBins'

interface HistogramParameters {
  filter: TraceFilter
  show: 'traces' | 'spans'
  bins: number
}

/** Matches over the time from the first of them to the last, or between the filter's bounds. Fails with `query_wrong`. */
export async function matchesHistogram(
  reader: ArchiveReader,
  matches: Matches,
  { filter, show, bins: most }: HistogramParameters,
  signal: AbortSignal,
): Promise<MatchHistogram> {
  return matches.use(reader, filter, { signal }, async (matched) => {
    const rows = startsOf(matched, filter, show)
    const bins = await timeBinsOf(reader, rows, filter, most, signal)
    const histogram = {
      origin: bins.origin,
      width: bins.width,
      counts: new Array<number>(bins.count).fill(0),
      errors: new Array<number>(bins.count).fill(0),
      withoutStart: 0,
    }
    const statement = sql`SELECT ${timeBin(bins)}, count(*), count(*) FILTER (failed) FROM ${rows} GROUP BY 1`
    const found = await readRows(reader.chunks(statement, signal), {
      bin: orNull(cell.number),
      count: cell.number,
      errors: cell.number,
    })
    for (const { bin, count, errors } of found) {
      if (bin === null) histogram.withoutStart = count
      else {
        histogram.counts[bin] = count
        histogram.errors[bin] = errors
      }
    }
    return histogram
  })
}
