import type { TraceFilter } from '../../../preload/contract/explorer'
import type { TimeStretch } from '../../../preload/contract/explore/serviceMap'
import type { Nanoseconds } from '../../../preload/contract/time'
import { sql } from '../../archive/sql'
import { SpanScope } from '../../traceql/SpanScope'
import type { ArchiveReader } from '../ArchiveReader'
import type { Matches } from '../Matches'
import { cell, readRows } from '../readRows'
import { spanCondition } from '../spanCondition'
import { timeBin, type TimeBins } from '../timeBins'
import type { SpanSums } from './readSpanSums'

interface BinSums {
  bin: number
  resource: number
  spans: number
  errors: number
  selfNs: number
}

/** The spans of a filter by service and bin of time: of whole bins they are added up at once. */
export class SpansOverTime {
  readonly #bins: TimeBins
  readonly #ofResource: Int32Array
  /** By bin, then by resource. Before the first bin and behind the last there is one for all that lies beyond. */
  readonly #sums: readonly BinSums[]

  constructor(bins: TimeBins, ofResource: Int32Array, sums: readonly BinSums[]) {
    this.#bins = bins
    this.#ofResource = ofResource
    this.#sums = sums
  }

  /** Null where a bound lies within a bin. */
  within({ from, to }: TimeStretch): SpanSums | null {
    const first = from === null ? -1 : this.#binAt(from)
    const end = to === null ? this.#bins.count + 1 : this.#binAt(to)
    if (first === null || end === null) return null
    const sums: SpanSums = new Map()
    for (const { bin, resource, spans, errors, selfNs } of this.#sums) {
      if (bin < first || bin >= end) continue
      const number = this.#ofResource[resource] ?? -1
      const sum = sums.get(number) ?? { spans: 0, errors: 0, selfNs: 0 }
      sum.spans += spans
      sum.errors += errors
      sum.selfNs += selfNs
      sums.set(number, sum)
    }
    return sums
  }

  /** The bin that begins at a moment; null where none does. Where nothing lies beyond the bins all moments there are one. */
  #binAt(moment: Nanoseconds): number | null {
    const { origin, width, count } = this.#bins
    const offset = moment - origin
    if (offset < 0n) return this.#sums.some(({ bin }) => bin < 0) ? null : 0
    if (offset > width * BigInt(count)) return this.#sums.some(({ bin }) => bin >= count) ? null : count
    return offset % width === 0n ? Number(offset / width) : null
  }
}

/** Fails with `query_wrong`. */
export async function readSpansOverTime(
  reader: ArchiveReader,
  asked: { matches: Matches; filter: TraceFilter; bins: TimeBins; ofResource: Int32Array },
  signal: AbortSignal,
): Promise<SpansOverTime> {
  const { matches, filter, bins, ofResource } = asked
  const rows = await matches.use(reader, filter, { signal }, (matched) => {
    const spans = matched.from(new SpanScope(), sql`${spanCondition(filter, matched.rows)} AND start_time IS NOT NULL`)
    const statement = sql`SELECT greatest(-1, least(${bins.count}::INTEGER, ${timeBin(bins)})), s.tree.resource_key,
      count(*), count(*) FILTER (s.status = 'error'), sum(greatest(s.tree.self_time_ns, 0))::DOUBLE
      FROM ${spans} GROUP BY 1, 2`
    return readRows(reader.chunks(statement, signal), {
      bin: cell.number,
      resource: cell.number,
      spans: cell.number,
      errors: cell.number,
      selfNs: cell.number,
    })
  })
  return new SpansOverTime(bins, ofResource, rows)
}
