import type { TraceFilter } from '../../../preload/contract/explorer'
import type { TimeStretch } from '../../../preload/contract/explore/serviceMap'
import { sql } from '../../archive/sql'
import { SpanScope } from '../../traceql/SpanScope'
import type { ArchiveReader } from '../ArchiveReader'
import type { Matches } from '../Matches'
import { cell, readRows } from '../readRows'
import { spanCondition } from '../spanCondition'
import { startCondition } from '../startCondition'
import { ALWAYS } from './chosenSpans'

/** By number of a service: its spans that are asked about. */
export type SpanSums = Map<number, { spans: number; errors: number; selfNs: number }>

interface Asked {
  matches: Matches
  filter: TraceFilter
  between?: TimeStretch
  /** By resource_key: the number of its service. */
  ofResource: Int32Array
}

/** Fails with `query_wrong`. */
export async function readSpanSums(
  reader: ArchiveReader,
  { matches, filter, between = ALWAYS, ofResource }: Asked,
  signal: AbortSignal,
): Promise<SpanSums> {
  const rows = await matches.use(reader, filter, { signal }, (matched) => {
    const where = sql`${spanCondition(filter, matched.rows)} AND ${startCondition(between)}`
    const spans = matched.from(new SpanScope(), where)
    const statement = sql`SELECT s.tree.resource_key, count(*), count(*) FILTER (s.status = 'error'),
      coalesce(sum(greatest(s.tree.self_time_ns, 0)), 0)::DOUBLE FROM ${spans} GROUP BY 1`
    return readRows(reader.chunks(statement, signal), {
      resource: cell.number,
      spans: cell.number,
      errors: cell.number,
      selfNs: cell.number,
    })
  })
  const sums: SpanSums = new Map()
  for (const { resource, ...figures } of rows) {
    const number = ofResource[resource] ?? -1
    const sum = sums.get(number) ?? { spans: 0, errors: 0, selfNs: 0 }
    sum.spans += figures.spans
    sum.errors += figures.errors
    sum.selfNs += figures.selfNs
    sums.set(number, sum)
  }
  return sums
}
