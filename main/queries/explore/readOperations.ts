import { listValue } from '@duckdb/node-api'
import { sql } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import { cell, readRows } from '../readRows'

interface SpanOperation {
  serviceName: string
  name: string
  isOrphan: boolean
}

/** Service and operation of spans, by their rows. */
export async function readOperations(
  reader: ArchiveReader,
  spanRows: readonly number[],
  signal: AbortSignal,
): Promise<Map<number, SpanOperation>> {
  if (spanRows.length === 0) return new Map()
  const statement = sql`
    SELECT s.span_row, r.service_name, s.name, (s.tree.problems & 1)::INTEGER
    FROM (SELECT unnest(${listValue([...spanRows])}::INTEGER[]) AS span_row) asked
      JOIN store.span_rows s USING (span_row) JOIN store.resources r ON r.resource_key = s.tree.resource_key`
  const rows = await readRows(reader.chunks(statement, signal), {
    spanRow: cell.number,
    serviceName: cell.text,
    name: cell.text,
    orphan: cell.number,
  })
  return new Map(rows.map(({ spanRow, orphan, ...operation }) => [spanRow, { ...operation, isOrphan: orphan === 1 }]))
}
