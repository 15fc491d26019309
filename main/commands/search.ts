import { formatCount } from '../../preload/contract/formatCount'
import { sqlValue } from '../console/sqlValue'
import { ArchiveReader } from '../queries/ArchiveReader'
import { FOUND_COLUMNS, searchTraces, type SearchAnswer } from '../queries/searchTraces'
import { tableLines } from './tableLines'
import { writeOutput } from './writeOutput'

/** Rows of the table on a terminal unless the user says how many. */
const ROWS = 100

export interface SearchCommandOptions {
  /** Absolute path of the archive. */
  archive: string
  /** TraceQL. */
  query: string
  limit: number | undefined
  json: boolean
  signal: AbortSignal
}

/** Writes the traces that match a query. Fails with `query_wrong`, and as `openArchive` fails. */
export async function searchCommand({ archive, query, limit, json, signal }: SearchCommandOptions): Promise<number> {
  const reader = await ArchiveReader.open(archive)
  try {
    const answer = await searchTraces(reader, { query, limit: limit ?? (json ? MOST : ROWS) }, signal)
    await writeOutput(json ? searchJson(answer) : searchTable(answer), undefined)
    return 0
  } finally {
    reader.close()
  }
}

const MOST = Number.MAX_SAFE_INTEGER

async function* searchJson({ total, rows }: SearchAnswer): AsyncGenerator<string> {
  const traces = rows.map((row) =>
    JSON.stringify(Object.fromEntries(FOUND_COLUMNS.map((name, index) => [name, sqlValue(row[index] ?? null)]))),
  )
  yield traces.length === 0
    ? `{"total":${total},"traces":[]}\n`
    : `{"total":${total},"traces":[\n${traces.join(',\n')}\n]}\n`
}

async function* searchTable({ total, rows }: SearchAnswer): AsyncGenerator<string> {
  const batch = rows.map((row) => row.map(sqlValue))
  const batches = (async function* () {
    yield batch
  })()
  if (rows.length > 0) yield* tableLines({ columns: FOUND_COLUMNS.map((name) => ({ name, type: '' })), batches })
  const shown = rows.length < total ? `, ${formatCount(rows.length)} of them shown` : ''
  yield total === 1 ? '1 trace\n' : `${formatCount(total)} traces${shown}\n`
}
