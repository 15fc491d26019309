export interface GridPlace {
  row: number
  column: number
}

export interface GridSize {
  rows: number
  columns: number
  /** Rows to a page. */
  page: number
}

/** The cell that a key leads to; undefined for keys which lead nowhere. `command` is Ctrl or Cmd. */
export function gridMove(key: string, command: boolean, from: GridPlace, size: GridSize): GridPlace | undefined {
  const target = targetOf(key, command, from, size)
  if (!target || size.rows === 0) return undefined
  return {
    row: Math.max(0, Math.min(target.row, size.rows - 1)),
    column: Math.max(0, Math.min(target.column, size.columns - 1)),
  }
}

function targetOf(key: string, command: boolean, { row, column }: GridPlace, size: GridSize): GridPlace | undefined {
  switch (key) {
    case 'ArrowDown':
      return { row: command ? size.rows - 1 : row + 1, column }
    case 'ArrowUp':
      return { row: command ? 0 : row - 1, column }
    case 'ArrowRight':
      return { row, column: command ? size.columns - 1 : column + 1 }
    case 'ArrowLeft':
      return { row, column: command ? 0 : column - 1 }
    case 'PageDown':
      return { row: row + size.page, column }
    case 'PageUp':
      return { row: row - size.page, column }
    case 'Home':
      return { row: command ? 0 : row, column: 0 }
    case 'End':
      return { row: command ? size.rows - 1 : row, column: size.columns - 1 }
    default:
      return undefined
  }
}
