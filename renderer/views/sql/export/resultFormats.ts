import type { ResultFormat } from '../../../../preload/contract/sql/held'

/** What a result can be written as: its name, what such a file is good for, and how its name ends. */
export const RESULT_FILES: Record<ResultFormat, { title: string; note: string }> = {
  csv: { title: 'CSV', note: 'For spreadsheets: a header, NULL is empty, maps and lists as JSON' },
  json: { title: 'JSON', note: 'One array, an object for each row' },
  ndjson: { title: 'NDJSON', note: 'An object on each line, for tools that read line by line' },
  parquet: { title: 'Parquet', note: 'With the types of the columns, the smallest: for DuckDB, pandas, Spark' },
}

/** A name for the file of a result after that of its query: names of files hold less than queries may. */
export function resultName(query: string, format: ResultFormat): string {
  const readable = query.replace(/[^\w-]+/g, '-').replace(/^[-.]+|-+$/g, '')
  return `${readable === '' ? 'result' : readable.slice(0, 80)}.${format}`
}
