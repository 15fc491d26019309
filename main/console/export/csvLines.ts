import type { SqlColumn, SqlValue } from '../../../preload/contract/sql/sql'
import type { StatementRows } from '../../hosts/SqlConsole'
import { textOf } from '../sqlValue'

/** CSV after RFC 4180 with a header. NULL is empty, an empty text is `""`, lists and maps are JSON. */
export async function* csvLines({ columns, batches }: StatementRows): AsyncGenerator<string> {
  yield headerLine(columns)
  for await (const rows of batches) yield rows.map(lineOf).join('')
}

export function headerLine(columns: SqlColumn[]): string {
  return lineOf(columns.map(({ name }) => name))
}

function lineOf(cells: SqlValue[]): string {
  return `${cells.map(fieldOf).join(',')}\n`
}

/** As DuckDB quotes, which takes care of readers that begin a comment at `#`. */
function fieldOf(cell: SqlValue): string {
  if (cell === null) return ''
  const text = textOf(cell)
  return text === '' || /[",\r\n#]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
