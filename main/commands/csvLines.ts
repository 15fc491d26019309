import type { SqlValue } from '../../preload/contract/sql/sql'
import { textOf } from '../console/sqlValue'
import type { StatementRows } from '../hosts/SqlConsole'

/** CSV after RFC 4180 with a header. NULL is empty, an empty text is `""`, lists and maps are JSON. */
export async function* csvLines({ columns, batches }: StatementRows): AsyncGenerator<string> {
  yield lineOf(columns.map(({ name }) => name))
  for await (const rows of batches) yield rows.map(lineOf).join('')
}

function lineOf(cells: SqlValue[]): string {
  return `${cells.map(fieldOf).join(',')}\n`
}

function fieldOf(cell: SqlValue): string {
  if (cell === null) return ''
  const text = textOf(cell)
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
