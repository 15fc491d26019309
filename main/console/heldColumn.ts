import type { DuckDBType } from '@duckdb/node-api'
import { Failed } from '../../preload/contract/failure'
import type { StatementColumn } from './checkStatement'

export interface HeldColumn extends StatementColumn {
  /** What the table holds: rows without field names are texts, as tables cannot hold them. */
  heldType: DuckDBType
}

/** The column at a place; fails where a result has none. */
export function columnAt({ columns }: { columns: HeldColumn[] }, place: number): HeldColumn {
  const column = columns[place]
  if (column) return column
  throw new Failed({ code: 'sql_failed', message: `The result has no column ${place + 1}.`, position: null })
}
