import type { SqlColumn, SqlValue } from '../../../../preload/contract/sql/sql'
import { csvLine } from '../../../ui/csvLine'
import { isNumeric } from './columnLayout'
import { wholeText } from './cellText'

export const COPY_FORMATS = ['cells', 'csv', 'markdown', 'json'] as const
/** `cells` is what spreadsheets take: cells apart by tabs, without a header. */
export type CopyFormat = (typeof COPY_FORMATS)[number]

/** Rows as text for the clipboard, with the values as they are stored. */
export function copyRows(format: CopyFormat, columns: readonly SqlColumn[], rows: readonly SqlValue[][]): string {
  switch (format) {
    case 'cells':
      return rows.map(rowText).join('\n')
    case 'csv':
      return csvLine(columns.map(({ name }) => name)) + rows.map((row) => csvLine(row.map(csvCell))).join('')
    case 'markdown':
      return markdown(columns, rows)
    case 'json':
      return JSON.stringify(
        rows.map((row) => asObject(columns, row)),
        null,
        2,
      )
  }
}

/** NULL is empty. */
function rowText(row: SqlValue[]): string {
  return row.map((value) => (value === null ? '' : wholeText(value).replaceAll(/[\t\r\n]+/g, ' '))).join('\t')
}

function csvCell(value: SqlValue): string | number | null {
  return value === null || typeof value === 'number' ? value : wholeText(value)
}

function markdown(columns: readonly SqlColumn[], rows: readonly SqlValue[][]): string {
  const lines = [
    columns.map(({ name }) => name),
    columns.map(({ type }) => (isNumeric(type) ? '---:' : '---')),
    ...rows.map((row) => row.map((value) => (value === null ? '' : wholeText(value)))),
  ]
  return lines.map((cells) => `| ${cells.map(markdownCell).join(' | ')} |\n`).join('')
}

function markdownCell(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('|', '\\|')
    .replaceAll(/\r\n|\n|\r/g, '<br>')
}

/** Columns of one name are told apart as DuckDB does. */
function asObject(columns: readonly SqlColumn[], row: SqlValue[]): Record<string, SqlValue> {
  const object: Record<string, SqlValue> = {}
  columns.forEach(({ name }, place) => {
    let key = name
    for (let next = 1; Object.hasOwn(object, key); next++) key = `${name}_${next}`
    object[key] = row[place] ?? null
  })
  return object
}
