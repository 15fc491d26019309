import { readSelection } from '../archive/keptSelection'
import { isInSpanSet } from '../archive/SpanSet'
import { sql, type Statement } from '../archive/sql'
import { compileText } from '../traceql/compileText'
import { tablesOfTrace } from '../traceql/SpanTables'
import type { ArchiveReader } from './ArchiveReader'
import { findTrace } from './findTrace'
import { cell } from './readRows'
import type { RowIndex } from './RowIndex'
import type { SharedAnswers } from './SharedAnswers'
import { placesInTrace } from './readTraceOrder'

/**
 * The spans of one trace that match a TraceQL query, as ascending rows of `trace.columns`: those that the query finds
 * in the whole archive, without a look at its other traces. `orders` are kept by whoever asks: query after query is asked
 * of the same trace. Fails with `query_wrong`.
 */
export async function traceMatches(
  reader: ArchiveReader,
  orders: SharedAnswers<RowIndex>,
  { traceId, query, selection = null }: { traceId: string; query: string; selection?: string | null },
  signal: AbortSignal,
): Promise<Int32Array> {
  const found = await findTrace(reader, traceId, signal)
  const matching = compileText(query, tablesOfTrace(found)).spans
  const spans = selection === null ? matching : await amongSelected(reader, matching, selection)
  const order = await orders.ask(String(found.traceKey), signal, (shared) => placesInTrace(reader, found, shared))
  const isMatch = new Uint8Array(found.spanCount)
  for await (const chunk of reader.chunks(sql`SELECT span_row FROM (${spans})`, signal)) {
    const spanRows = chunk.getColumnVector(0)
    for (let item = 0; item < spanRows.itemCount; item++) isMatch[order.rowOf(cell.number(spanRows.getItem(item)))] = 1
  }
  return placesOf(isMatch)
}

async function amongSelected(reader: ArchiveReader, spans: Statement, selection: string): Promise<Statement> {
  const chosen = await readSelection(reader.path, selection)
  return sql`SELECT span_row FROM (${spans}) WHERE ${isInSpanSet(sql`span_row`, chosen.spans)}`
}

/** The places of the ones, ascending. */
function placesOf(flags: Uint8Array): Int32Array {
  const places = new Int32Array(flags.length)
  let count = 0
  for (let place = 0; place < flags.length; place++) if (flags[place]) places[count++] = place
  return places.slice(0, count)
}
