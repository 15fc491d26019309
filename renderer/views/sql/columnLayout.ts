import type { SqlColumn, SqlValue } from '../../../preload/contract/sql/sql'
import { cellText } from './cellText'

/** A column of the grid. Lengths in pixels. */
export interface GridColumn {
  column: SqlColumn
  left: number
  width: number
  /** Numbers stand at the right. */
  right: boolean
}

/** Widths of texts in pixels: of cells, and of names in the header. */
export interface TextWidths {
  cell(text: string): number
  name(text: string): number
}

const PADDING = 26
const NARROWEST = 64
const WIDEST = 480
/** Characters of a cell that count for its width: more fill the widest column anyhow. */
const MEASURED = 120

/** Columns side by side from `left` on, as wide as their names, types and first rows ask for. */
export function columnLayout(columns: SqlColumn[], rows: SqlValue[][], widths: TextWidths, left = 0): GridColumn[] {
  let end = left
  return columns.map((column, index) => {
    const cells = rows.map((row) => widths.cell(cellText(row[index] ?? null).slice(0, MEASURED)))
    const asked = Math.max(widths.name(column.name), widths.name(shortType(column.type)) * 0.9, ...cells)
    const width = Math.ceil(Math.min(Math.max(asked + PADDING, NARROWEST), WIDEST))
    const place = { column, left: end, width, right: isNumeric(column.type) }
    end += width
    return place
  })
}

/** The columns of which something is to be seen when the grid is scrolled sideways by `scrolled`. */
export function columnsInSight(columns: GridColumn[], scrolled: number, viewportWidth: number): GridColumn[] {
  return columns.filter(({ left, width }) => left + width > scrolled && left < scrolled + viewportWidth)
}

/** A type as it fits above a column: `MAP(VARCHAR, VARCHAR)` is `MAP`. */
export function shortType(type: string): string {
  const lists = /(?:\[\d*\])*$/.exec(type)?.[0] ?? ''
  return type.slice(0, type.length - lists.length).replace(/^(STRUCT|MAP|ENUM|UNION)\(.*$/s, '$1') + lists
}

function isNumeric(type: string): boolean {
  return /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|BIGNUM|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\))$/.test(type)
}
