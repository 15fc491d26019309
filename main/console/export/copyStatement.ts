import type { ResultFormat } from '../../../preload/contract/sql/held'
import { identifier, textLiteral } from '../../archive/sql'
import type { HeldColumn } from '../heldColumn'
import { cellJson, cellText } from './cellSql'
import { headerLine } from './csvLines'
import { uniqueNames } from './uniqueNames'

/** A column to be written, and what it is called in the source. */
export interface WrittenColumn extends HeldColumn {
  source: string
}

export interface CopyStatement {
  /** Before the source, and after it. */
  head: string
  tail: string
  /** What is written instead where there are no rows; null where there is nothing special about that. */
  whenEmpty: string | null
}

/** `COPY` of the columns of a source, which stands between `head` and `tail`, as the console's own writers write them. */
export function copyStatement(columns: WrittenColumn[], format: ResultFormat, file: string): CopyStatement {
  const { cells, options, whenEmpty = null } = FORMS[format](columns)
  return {
    head: `COPY (SELECT ${cells.join(', ')} FROM `,
    tail: `) TO ${textLiteral(file)} (${options}, USE_TMP_FILE false)`,
    whenEmpty: whenEmpty === null ? null : writeText(whenEmpty, file),
  }
}

interface Form {
  /** What is selected of each row. */
  cells: string[]
  options: string
  /** The text of a file without rows, without its last newline. */
  whenEmpty?: string
}

/** Lines that are ready: a cell without any quoting. DuckDB wants a delimiter all the same. */
const LINES = `FORMAT csv, HEADER false, QUOTE '', ESCAPE '', DELIMITER '\u0001'`

const FORMS: Record<ResultFormat, (columns: WrittenColumn[]) => Form> = {
  csv(columns) {
    // DuckDB's own header has no name twice.
    const header = headerLine(columns)
    return {
      cells: columns.map(({ heldType, source }, index) => `${cellText(heldType, source)} AS c${index}`),
      options: `FORMAT csv, HEADER false, PREFIX ${textLiteral(header)}, NEW_LINE '\n', SUFFIX '\n'`,
      whenEmpty: header.trimEnd(),
    }
  },
  json: (columns) => ({
    cells: [rowJson(columns)],
    options: `${LINES}, PREFIX '[\n', NEW_LINE ',\n', SUFFIX '\n]\n'`,
    whenEmpty: '[]',
  }),
  ndjson: (columns) => ({ cells: [rowJson(columns)], options: LINES }),
  parquet(columns) {
    const names = uniqueNames(columns)
    return {
      cells: columns.map(({ source }, index) => `${source} AS ${identifier(names[index] ?? '').text}`),
      options: 'FORMAT parquet',
    }
  },
}

function rowJson(columns: WrittenColumn[]): string {
  const names = uniqueNames(columns)
  const members = columns.map(({ heldType, source }, index) => {
    const before = `${index === 0 ? '{' : ','}${JSON.stringify(names[index])}:`
    return `${textLiteral(before)}, coalesce(${cellJson(heldType, source)}, 'null')`
  })
  return `concat(${members.join(', ')}, '}')`
}

function writeText(text: string, file: string): string {
  return `COPY (SELECT ${textLiteral(text)}) TO ${textLiteral(file)} (${LINES}, USE_TMP_FILE false)`
}
