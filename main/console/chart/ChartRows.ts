import { Failed } from '../../../preload/contract/failure'
import type { HeldColumn } from '../holdStatement'

/** What a chart is drawn of. */
export class ChartRows {
  /** A relation with the columns `row`, which gives the order, and `c0`, `c1` … */
  readonly rows: string
  readonly rowCount: number
  readonly #columns: HeldColumn[]

  constructor({ rows, rowCount, columns }: { rows: string; rowCount: number; columns: HeldColumn[] }) {
    this.rows = rows
    this.rowCount = rowCount
    this.#columns = columns
  }

  columnAt(place: number): HeldColumn {
    const column = this.#columns[place]
    if (column) return column
    throw new Failed({ code: 'sql_failed', message: `The result has no column ${place + 1}.`, position: null })
  }
}
