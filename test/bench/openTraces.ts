import { sql } from '../../main/archive/sql'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { cell, readRows } from '../../main/queries/readRows'
import { traceColumns } from '../../main/queries/traceColumns'

/**
 * `openTraces <archive>`: reads all columns of traces spread over the archive, as the query host does for the window;
 * prints the milliseconds that each took, as JSON, those to warm up left out.
 */
const WARM_UP = 15
const MEASURED = 41

const { signal } = new AbortController()
const reader = await ArchiveReader.open(process.argv[2] ?? '')
const spread = sql`SELECT trace_id FROM traces ORDER BY hash(trace_id) LIMIT ${WARM_UP + MEASURED}`
const ids = await readRows(reader.chunks(spread, signal), { traceId: cell.text })
const milliseconds: number[] = []
for (const { traceId } of ids) {
  const startedAt = performance.now()
  const { spanCount } = await traceColumns(reader, { traceId }, signal)
  milliseconds.push(performance.now() - startedAt)
  if (spanCount === 0) throw new Error(`${traceId} has no spans`)
}
reader.close()
process.stdout.write(JSON.stringify(milliseconds.slice(WARM_UP)))
