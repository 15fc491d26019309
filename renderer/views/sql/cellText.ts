import type { SqlValue } from '../../../preload/contract/sql/sql'

/** A cell on one line, at most 400 characters long: maps and lists as JSON, NULL as `NULL`. */
export function cellText(value: SqlValue): string {
  const text = wholeText(value)
  const line = text.slice(0, 400).replaceAll(/[\r\n\t]+/g, ' ')
  return text.length > 400 ? `${line}…` : line
}

/** All of a cell as it is copied. */
export function wholeText(value: SqlValue): string {
  if (value === null) return 'NULL'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** All of a cell for reading: maps and lists, also those that are JSON in a text, over several lines. */
export function readableText(value: SqlValue): string {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value, null, 2)
  const text = wholeText(value)
  if (!/^\s*[[{]/.test(text)) return text
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

/** A row as spreadsheets take it: cells apart by tabs, NULL empty. */
export function rowText(row: SqlValue[]): string {
  return row.map((value) => (value === null ? '' : wholeText(value).replaceAll(/[\t\r\n]+/g, ' '))).join('\t')
}
