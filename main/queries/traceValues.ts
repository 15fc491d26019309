import type { TraceValues } from '../../preload/contract/attributes'
import { compileField } from '../traceql/compileField'
import { tablesOfTrace } from '../traceql/SpanTables'
import type { ArchiveReader } from './ArchiveReader'
import { findTrace } from './findTrace'
import { cell } from './readRows'
import { placesInTrace } from './readTraceOrder'
import type { RowIndex } from './RowIndex'
import type { SharedAnswers } from './SharedAnswers'

/** Letters before a value, as `groupValue` writes them. */
const LETTERS = ['s', 'n', 'b', 'a']

/**
 * The value that each span of a trace has in a field, by the rows of `trace.columns`. `orders` are kept by whoever asks.
 * Fails with `query_wrong`.
 */
export async function traceValues(
  reader: ArchiveReader,
  orders: SharedAnswers<RowIndex>,
  { traceId, field }: { traceId: string; field: string },
  signal: AbortSignal,
): Promise<TraceValues> {
  const found = await findTrace(reader, traceId, signal)
  const statement = compileField(field, tablesOfTrace(found))
  const order = await orders.ask(String(found.traceKey), signal, (shared) => placesInTrace(reader, found, shared))
  const index = new Int32Array(found.spanCount).fill(-1)
  const places = new Map<string, number>()
  for await (const chunk of reader.chunks(statement, signal)) {
    const [spanRows, values] = [chunk.getColumnVector(0), chunk.getColumnVector(1)]
    for (let item = 0; item < spanRows.itemCount; item++) {
      const value = cell.text(values.getItem(item))
      if (value === 'nil') continue
      let place = places.get(value)
      if (place === undefined) places.set(value, (place = places.size))
      index[order.rowOf(cell.number(spanRows.getItem(item)))] = place
    }
  }
  const tagged = [...places.keys()]
  return {
    texts: tagged.map((value) => value.slice(2)),
    kinds: Uint8Array.from(tagged, (value) => LETTERS.indexOf(value.slice(0, 1))),
    index,
  }
}
