import type { HeldColumn } from '../heldColumn'

/** What a chart is drawn of. */
export interface ChartRows {
  /** A relation with the columns `row`, which gives the order, and those that are drawn: `c0`, `c1` … */
  rows: string
  rowCount: number
  columns: HeldColumn[]
}
