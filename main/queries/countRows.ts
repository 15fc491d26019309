import { sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { cell, readRows } from './readRows'

/** How many rows a table has. */
export async function countRows(reader: ArchiveReader, table: Statement, signal: AbortSignal): Promise<number> {
  const [row] = await readRows(reader.chunks(sql`SELECT count(*) FROM ${table}`, signal), { count: cell.number })
  return row?.count ?? 0
}

/** All traces of the archive. */
export function countTraces(reader: ArchiveReader, signal: AbortSignal): Promise<number> {
  return countRows(reader, sql`store.traces`, signal)
}
