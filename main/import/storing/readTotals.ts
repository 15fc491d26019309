import type { DuckDBConnection } from '@duckdb/node-api'

/** What the archive holds after an import, as a whole and from each file. */
export interface ImportTotals {
  spans: number
  traces: number
  services: number
  logs: number
  files: { file: number; spans: number; merged: number }[]
}

export async function readTotals(connection: DuckDBConnection): Promise<ImportTotals> {
  const totals = await connection.runAndReadAll(`SELECT
    (SELECT count(*) FROM archive.store.span_rows)::DOUBLE,
    (SELECT count(*) FROM archive.store.traces)::DOUBLE,
    (SELECT count(DISTINCT r.service_name) FROM archive.store.resources r
      SEMI JOIN archive.store.span_rows s ON s.tree.resource_key = r.resource_key)::DOUBLE,
    (SELECT count(*) FROM archive.store.log_rows)::DOUBLE`)
  const files = await connection.runAndReadAll(
    'SELECT file_id, span_count::DOUBLE, merged_count::DOUBLE FROM archive.main.files ORDER BY file_id',
  )
  const total = (column: number) => Number(totals.value(column, 0))
  return {
    spans: total(0),
    traces: total(1),
    services: total(2),
    logs: total(3),
    files: files
      .getRows()
      .map(([file, spans, merged]) => ({ file: Number(file), spans: Number(spans), merged: Number(merged) })),
  }
}
