import type { TraceFilter } from '../../../preload/contract/explorer'
import { sql } from '../../archive/sql'
import { SpanScope } from '../../traceql/SpanScope'
import type { ArchiveReader } from '../ArchiveReader'
import type { Matches } from '../Matches'
import { cell, readRows } from '../readRows'
import { spanCondition } from '../spanCondition'

/** By number of a service: its spans that are asked about. */
export type SpanSums = Map<number, { spans: number; errors: number; selfNs: number }>

/** Fails with `query_wrong`. */
export async function readSpanSums(
  reader: ArchiveReader,
  { matches, filter, ofResource }: { matches: Matches; filter: TraceFilter; ofResource: Int32Array },
  signal: AbortSignal,
): Promise<SpanSums> {
  const rows = await matches.use(reader, filter, { signal }, (matched) => {
    const spans = matched.from(new SpanScope(), spanCondition(filter, matched.rows))
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
