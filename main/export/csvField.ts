import {
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBTimestampNanosecondsValue,
  type DuckDBMapEntry,
  type DuckDBValue,
} from '@duckdb/node-api'
import { isoNanoseconds } from '../../preload/contract/time'

/**
 * A value of `spans` as a field of CSV. A text which a spreadsheet would take for a formula begins with an apostrophe,
 * as one writes it there: what comes from traces must not run. https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvField(value: DuckDBValue): string {
  if (value === null) return ''
  if (typeof value === 'string') return quoted(/^[=+\-@\t\r]/.test(value) ? `'${value}` : value)
  if (value instanceof DuckDBTimestampNanosecondsValue) return isoNanoseconds(value.nanos)
  if (value instanceof DuckDBMapValue) return quoted(`{${value.entries.map(member).join(',')}}`)
  if (value instanceof DuckDBListValue) return quoted(JSON.stringify(value.items))
  return String(value)
}

/** In the order of the map, which the letters of their types follow; an object would put numbers first. */
function member({ key, value }: DuckDBMapEntry): string {
  return `${JSON.stringify(key)}:${JSON.stringify(value)}`
}

/** An empty text is `""`: nothing at all stands for NULL. */
function quoted(text: string): string {
  return text === '' || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
