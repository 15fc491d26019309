import { sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import type { FoundTrace } from './findTrace'
import { ofTrace } from './ofTrace'
import { cell, readRows } from './readRows'
import type { RowIndex } from './RowIndex'

/** The parents that spans of a trace name and the trace lacks. */
export interface MissingParents {
  spanIds: string[]
  /** For each row its missing parent, as an index of `spanIds`; −1 where no parent is missing. */
  of: Int32Array
}

/** Asks only where a trace has orphans. `index` finds rows by `span_row`. */
export async function missingParents(
  reader: ArchiveReader,
  found: FoundTrace,
  index: RowIndex,
  signal: AbortSignal,
): Promise<MissingParents> {
  const missing: MissingParents = { spanIds: [], of: new Int32Array(found.spanCount).fill(-1) }
  if (found.orphanCount === 0) return missing
  const statement = sql`
    SELECT span_row, parent_span_id FROM store.spans WHERE ${ofTrace(found)} AND is_orphan ORDER BY span_row`
  const orphans = await readRows(reader.chunks(statement, signal), { spanRow: cell.number, parent: cell.text })
  const places = new Map<string, number>()
  for (const { spanRow, parent } of orphans) {
    const place = places.get(parent) ?? missing.spanIds.push(parent) - 1
    places.set(parent, place)
    missing.of[index.rowOf(spanRow)] = place
  }
  return missing
}
