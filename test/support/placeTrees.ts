import type { DuckDBConnection } from '@duckdb/node-api'
import { placeInOrder } from './placeInOrder'

/** Gives spans that are drawn in pre-order their places, and the numbers of spans below them. */
export async function placeTrees(connection: DuckDBConnection): Promise<void> {
  await placeInOrder(connection)
  await connection.run(`
    WITH RECURSIVE above AS (
      SELECT span_row, tree.parent_row AS parent_row FROM store.span_rows
      UNION ALL
      SELECT a.span_row, s.tree.parent_row FROM above a JOIN store.span_rows s ON s.span_row = a.parent_row)
    UPDATE store.span_rows SET tree = struct_update(tree, descendants := below.spans) FROM (
      SELECT parent_row, count(*)::INTEGER AS spans FROM above GROUP BY parent_row) below
    WHERE below.parent_row = span_rows.span_row`)
}
