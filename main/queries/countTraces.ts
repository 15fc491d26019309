import { sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { cell, readRows } from './readRows'

/** All traces of the archive. */
export async function countTraces(reader: ArchiveReader, signal: AbortSignal): Promise<number> {
  const [row] = await readRows(reader.chunks(sql`SELECT count(*) FROM store.traces`, signal), { count: cell.number })
  return row?.count ?? 0
}
