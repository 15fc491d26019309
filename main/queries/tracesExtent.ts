import type { TraceSelection, TracesExtent } from '../../preload/contract/extract'
import { sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { chosenTraces } from './chosenTraces'
import { cell, readRows } from './readRows'

/** How much whole traces are. Fails with `query_wrong`. */
export async function tracesExtent(
  reader: ArchiveReader,
  selection: TraceSelection,
  signal: AbortSignal,
): Promise<TracesExtent> {
  const statement = sql`SELECT count(*), coalesce(sum(span_count), 0)::DOUBLE FROM store.traces
    WHERE trace_key IN (${chosenTraces(selection)})`
  const [extent] = await readRows(reader.chunks(statement, signal), { traces: cell.number, spans: cell.number })
  return extent ?? { traces: 0, spans: 0 }
}
