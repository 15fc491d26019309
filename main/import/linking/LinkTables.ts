import { BIGINT, BOOLEAN, DOUBLE, INTEGER, UTINYINT, type DuckDBConnection } from '@duckdb/node-api'
import { TableAppender } from './TableAppender'

/** The tables which linking fills, in the staging database. −1 and NaN stand for NULL. */
export interface LinkTables {
  /** A row per span that remains. */
  linked: TableAppender
  /** Reports that were merged away, and into which. */
  merges: TableAppender
  /** Spans whose id, or whose parent's, is not the reported one: see `UnitedReports.repeat`. */
  renamed: TableAppender
  traces: TableAppender
  /** Calls between services; `duration` NaN where no span measured one. */
  calls: TableAppender
}

export async function createLinkTables(connection: DuckDBConnection): Promise<LinkTables> {
  const create = (table: string, columns: Parameters<typeof TableAppender.create>[3]) =>
    TableAppender.create(connection, 'stage', table, columns)
  return {
    linked: await create('linked', {
      span_row: INTEGER,
      trace_key: INTEGER,
      parent_row: INTEGER,
      depth: INTEGER,
      child_count: INTEGER,
      self_time: DOUBLE,
      critical_path: DOUBLE,
      problems: UTINYINT,
    }),
    merges: await create('merges', { span_row: INTEGER, into_row: INTEGER, is_identical: BOOLEAN }),
    renamed: await create('renamed', {
      span_row: INTEGER,
      repeat: INTEGER,
      parent_repeat: INTEGER,
      is_below_own_id: BOOLEAN,
    }),
    traces: await create('traces', {
      trace_key: INTEGER,
      root_row: INTEGER,
      start_ns: BIGINT,
      duration_ns: BIGINT,
      span_count: INTEGER,
      error_count: INTEGER,
      service_count: INTEGER,
      max_depth: INTEGER,
      orphan_count: INTEGER,
    }),
    calls: await create('calls', { caller: INTEGER, callee: INTEGER, is_error: BOOLEAN, duration: DOUBLE }),
  }
}
