import { BIGINT, BOOLEAN, INTEGER, type DuckDBConnection } from '@duckdb/node-api'
import { TableAppender } from './TableAppender'

/** The tables which linking fills, in the staging database. −1 stands for NULL. */
export interface LinkTables {
  /** Reports that were merged away, and into which. */
  merges: TableAppender
  /** Spans whose id, or whose parent's, is not the reported one: see `UnitedReports.repeat`. */
  renamed: TableAppender
  traces: TableAppender
}

export async function createLinkTables(connection: DuckDBConnection): Promise<LinkTables> {
  const create = (table: string, columns: Parameters<typeof TableAppender.create>[3]) =>
    TableAppender.create(connection, 'stage', table, columns)
  return {
    merges: await create('merges', { span_row: INTEGER, into_row: INTEGER, is_identical: BOOLEAN }),
    renamed: await create('renamed', {
      span_row: INTEGER,
      repeat: INTEGER,
      parent_repeat: INTEGER,
      is_below_own_id: BOOLEAN,
    }),
    traces: await create('traces', {
      trace: INTEGER,
      root_row: INTEGER,
      start_ns: BIGINT,
      duration_ns: BIGINT,
      span_count: INTEGER,
      error_count: INTEGER,
      service_count: INTEGER,
      max_depth: INTEGER,
      orphan_count: INTEGER,
      first_row: INTEGER,
      last_row: INTEGER,
    }),
  }
}
