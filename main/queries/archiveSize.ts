import type { ArchiveSize } from '../../preload/contract/archive'
import { sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { cell, orNull, readRows } from './readRows'

/** How much the archive holds. */
export async function archiveSize(reader: ArchiveReader, signal: AbortSignal): Promise<ArchiveSize> {
  const statement = sql`
    SELECT coalesce(sum(span_count), 0)::BIGINT, count(*), CASE WHEN count(*) = 1 THEN max(trace_id) END
    FROM store.traces`
  const [size] = await readRows(reader.chunks(statement, signal), {
    spanCount: cell.number,
    traceCount: cell.number,
    onlyTraceId: orNull(cell.text),
  })
  if (!size) throw new Error('an aggregate without groups has one row')
  return size
}
