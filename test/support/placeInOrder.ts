import type { DuckDBConnection } from '@duckdb/node-api'

/** Gives the spans of drawn archives their places in their traces: in the order in which they are drawn. */
export async function placeInOrder(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
    UPDATE store.span_rows SET tree = struct_update(tree, place := placed.place) FROM (
      SELECT span_row, (row_number() OVER (PARTITION BY tree.trace_key ORDER BY span_row) - 1)::INTEGER AS place
      FROM store.span_rows) placed WHERE placed.span_row = span_rows.span_row`)
}
