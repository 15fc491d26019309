import type { SqlValue } from '../../preload/contract/sql/sql'
import { textOf } from '../console/sqlValue'
import type { StatementRows } from '../hosts/SqlConsole'
import { writtenOut } from './writtenOut'

const WIDEST = 64

/**
 * Aligned columns for reading. Widths are those of the first batch; longer cells are cut with `…`, and control
 * characters are written out, so that no text of an archive commands the terminal.
 */
export async function* tableLines({ columns, batches }: StatementRows): AsyncGenerator<string> {
  const names = columns.map(({ name }) => shown(name))
  let widths: number[] | null = null
  let right: boolean[] = []
  for await (const rows of batches) {
    const cells = rows.map((row) => row.map(shown))
    if (!widths) {
      right = columns.map((_, column) => rows.every((row) => row[column] === null || typeof row[column] === 'number'))
      widths = names.map((name, column) => Math.max(widthOf(name), ...cells.map((row) => widthOf(row[column] ?? ''))))
      yield head(names, widths, right)
    }
    const measured = widths
    yield cells.map((row) => lineOf(row, measured, right)).join('')
  }
  if (!widths) yield head(names, names.map(widthOf), right)
}

function head(names: string[], widths: number[], right: boolean[]): string {
  return (
    lineOf(names, widths, right) +
    lineOf(
      widths.map((width) => '─'.repeat(width)),
      widths,
      right,
    )
  )
}

function lineOf(cells: string[], widths: number[], right: boolean[]): string {
  const padded = cells.map((cell, column) => {
    const space = ' '.repeat(Math.max((widths[column] ?? 0) - widthOf(cell), 0))
    return right[column] ? space + cell : cell + space
  })
  return `${padded.join('  ').trimEnd()}\n`
}

function shown(cell: SqlValue): string {
  const text = cell === null ? 'NULL' : textOf(cell)
  const characters = [...writtenOut(text.slice(0, 2 * WIDEST))]
  const fits = characters.length <= WIDEST && text.length <= 2 * WIDEST
  return fits ? characters.join('') : `${characters.slice(0, WIDEST - 1).join('')}…`
}

/** Places that a text takes on a terminal: two for wide characters, none for combining marks. */
function widthOf(text: string): number {
  let width = 0
  for (const character of text) width += /\p{M}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1
  return width
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u
