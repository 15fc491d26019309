import { listValue } from '@duckdb/node-api'
import { sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from '../queries/ArchiveReader'
import type { FoundTrace } from '../queries/findTrace'
import { cell } from '../queries/readRows'

/** Spans that are held in memory at a time. */
const SPANS_PER_PIECE = 4_096

/** Where a trace lies in the archive. */
export type TracePlace = Pick<FoundTrace, 'traceKey' | 'spanCount' | 'firstRow' | 'lastRow'>

/** Told how many spans more are done. */
export type OnSpans = (count: number) => void

/** Some spans of a trace: their keys in their order, and what finds them in `store.spans`, in any order. */
export interface SpanRowPiece {
  rows: Int32Array
  condition: Statement
}

/**
 * The spans of a trace, some thousand at a time, in an order of `store.span_rows`. `onSpans` is told of each piece
 * when it has been dealt with. Fails with `cancelled`.
 */
export async function* spanRowPieces(
  reader: ArchiveReader,
  found: TracePlace,
  order: Statement,
  signal: AbortSignal,
  onSpans?: OnSpans,
): AsyncGenerator<SpanRowPiece> {
  const rows = await readSpanRows(reader, found, order, signal)
  for (let first = 0; first < rows.length; first += SPANS_PER_PIECE) {
    const piece = rows.subarray(first, first + SPANS_PER_PIECE)
    const [lowest, highest] = [piece.reduce((a, b) => Math.min(a, b)), piece.reduce((a, b) => Math.max(a, b))]
    // The bounds let DuckDB pass over what lies elsewhere.
    const condition = sql`trace_key = ${found.traceKey} AND span_row BETWEEN ${lowest} AND ${highest}
      AND span_row IN (SELECT unnest(${listValue([...piece])}::INTEGER[]))`
    yield { rows: piece, condition }
    onSpans?.(piece.length)
  }
}

async function readSpanRows(
  reader: ArchiveReader,
  { traceKey, spanCount, firstRow, lastRow }: TracePlace,
  order: Statement,
  signal: AbortSignal,
): Promise<Int32Array> {
  const rows = new Int32Array(spanCount)
  let count = 0
  const statement = sql`SELECT span_row FROM store.span_rows
    WHERE tree.trace_key = ${traceKey} AND span_row BETWEEN ${firstRow} AND ${lastRow} ORDER BY ${order}`
  for await (const chunk of reader.chunks(statement, signal)) {
    const vector = chunk.getColumnVector(0)
    for (let row = 0; row < chunk.rowCount; row++) rows[count++] = cell.number(vector.getItem(row))
  }
  return rows.subarray(0, count)
}
