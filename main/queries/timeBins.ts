import type { TraceFilter } from '../../preload/contract/explorer'
import type { Nanoseconds } from '../../preload/contract/time'
import { sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { binWidth } from '../../preload/contract/binWidth'
import { orNull, readRows, cell } from './readRows'

/** Bins of a round length: bin n begins at `origin + n × width` nanoseconds. */
export interface TimeBins {
  origin: Nanoseconds
  width: Nanoseconds
  count: number
}

/**
 * At most that many bins over the starts of `rows`, which have a `start_time`: from the first to the last, or between
 * the filter's bounds. None where no row has a start.
 */
export async function timeBinsOf(
  reader: ArchiveReader,
  rows: Statement,
  { from, to }: Pick<TraceFilter, 'from' | 'to'>,
  most: number,
  signal: AbortSignal,
): Promise<TimeBins> {
  const statement = sql`SELECT min(start_time), max(start_time) FROM ${rows}`
  const [extent] = await readRows(reader.chunks(statement, signal), {
    first: orNull(cell.time),
    last: orNull(cell.time),
  })
  if (!extent || extent.first === null || extent.last === null) return { origin: 0n, width: 1n, count: 0 }
  return binsOver(from ?? extent.first, to === null ? extent.last : to - 1n, most)
}

/** At most that many bins from the first moment to the last. */
export function binsOver(first: Nanoseconds, last: Nanoseconds, most: number): TimeBins {
  const width = binWidth(last - first + 1n, most)
  const origin = floor(first, width)
  return { origin, width, count: Number((last - origin) / width) + 1 }
}

/** The number of the bin in which a row with a `start_time` lies; NULL where it has none. */
export function timeBin({ origin, width }: TimeBins): Statement {
  return sql`(epoch_ns(start_time) - ${origin}::BIGINT) // ${width}::BIGINT`
}

function floor(time: bigint, width: bigint): bigint {
  const rest = time % width
  return time - (rest < 0n ? rest + width : rest)
}
