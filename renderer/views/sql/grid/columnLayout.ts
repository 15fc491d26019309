import type { SqlColumn, SqlValue } from '../../../../preload/contract/sql/sql'
import { cellText } from './cellText'

/** A column of the grid. Lengths in pixels. */
export interface GridColumn {
  column: SqlColumn
  /** Its place in the result. */
  place: number
  left: number
  width: number
  /** Numbers stand at the right. */
  right: boolean
  /** It stays in sight when the grid is scrolled sideways. Such columns come first. */
  pinned: boolean
}

/** Widths of texts in pixels: of cells, and of names in the header. */
export interface TextWidths {
  cell(text: string): number
  name(text: string): number
}

const PADDING = 26
export const NARROWEST = 64
const WIDEST = 480
/** Characters of a cell that count for its width: more fill the widest column anyhow. */
const MEASURED = 120

/** As wide as the names, types and first rows of columns ask for. */
export function columnWidths(columns: readonly SqlColumn[], rows: readonly SqlValue[][], widths: TextWidths): number[] {
  return columns.map((column, index) => {
    const cells = rows.map((row) => widths.cell(cellText(row[index] ?? null, column).slice(0, MEASURED)))
    const asked = Math.max(widths.name(column.name), widths.name(shortType(column.type)) * 0.9, ...cells)
    return Math.ceil(Math.min(Math.max(asked + PADDING, NARROWEST), WIDEST))
  })
}

/** Columns side by side from `left` on: those that are pinned, then the others that are not hidden. */
export function placeColumns(
  columns: readonly SqlColumn[],
  { widths, hidden, pinned }: { widths: readonly number[]; hidden: readonly number[]; pinned: readonly number[] },
  left = 0,
): GridColumn[] {
  const others = columns.map((_, place) => place).filter((place) => !pinned.includes(place))
  let end = left
  return [...pinned, ...others].flatMap((place) => {
    const column = columns[place]
    if (!column || hidden.includes(place)) return []
    const width = widths[place] ?? NARROWEST
    const placed = { column, place, left: end, width, right: isNumeric(column.type), pinned: pinned.includes(place) }
    end += width
    return [placed]
  })
}

/** The columns of which something is to be seen when the grid is scrolled sideways by `scrolled`. */
export function columnsInSight(columns: readonly GridColumn[], scrolled: number, viewportWidth: number): GridColumn[] {
  return columns.filter(
    ({ left, width, pinned }) => pinned || (left + width > scrolled && left < scrolled + viewportWidth),
  )
}

/** A type as it fits above a column: `MAP(VARCHAR, VARCHAR)` is `MAP`. */
export function shortType(type: string): string {
  const lists = /(?:\[\d*\])*$/.exec(type)?.[0] ?? ''
  return type.slice(0, type.length - lists.length).replace(/^(STRUCT|MAP|ENUM|UNION)\(.*$/s, '$1') + lists
}

export function isNumeric(type: string): boolean {
  return /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|BIGNUM|FLOAT|DOUBLE|DECIMAL\(\d+,\d+\))$/.test(type)
}
