import type { GridPlace } from './gridMove'

/** Cells from one corner to the other, both included; columns are places among those shown. */
export interface GridRange {
  top: number
  bottom: number
  left: number
  right: number
}

/** What is selected: from where the selection began to the cell. */
export function selectedRange(cell: GridPlace, anchor: GridPlace | undefined): GridRange {
  const from = anchor ?? cell
  return {
    top: Math.min(from.row, cell.row),
    bottom: Math.max(from.row, cell.row),
    left: Math.min(from.column, cell.column),
    right: Math.max(from.column, cell.column),
  }
}

export function holds({ top, bottom, left, right }: GridRange, row: number, column: number): boolean {
  return row >= top && row <= bottom && column >= left && column <= right
}

export function isOneCell({ top, bottom, left, right }: GridRange): boolean {
  return top === bottom && left === right
}
