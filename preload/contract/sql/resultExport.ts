/** How the writing of a result gets on. */
export interface ResultExportProgress {
  elapsedMs: number
  /** 0 to 100 as DuckDB estimates it; null where it does not. */
  percentage: number | null
  /** Known when all are written. */
  rowCount: number | null
  /** What lies in the file; null until there is one. */
  byteCount: number | null
}
