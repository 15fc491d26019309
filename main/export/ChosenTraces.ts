import type { TraceSelection } from '../../preload/contract/extract'
import { sql } from '../archive/sql'
import type { ArchiveReader } from '../queries/ArchiveReader'
import { chosenTraces } from '../queries/chosenTraces'

/** Spans that are read at once; a trace with more is read alone, part by part. */
const SPANS_AT_ONCE = 8_192

/** Some traces that are read together: ascending keys, and the least and greatest row of their spans. */
interface TraceBatch {
  traceKeys: Int32Array
  spanCount: number
  firstRow: number
  lastRow: number
}

/** The traces of a selection, by their keys in the archive. */
export class ChosenTraces {
  readonly spanCount: number
  readonly #columns: readonly [traceKey: Int32Array, spanCount: Int32Array, firstRow: Int32Array, lastRow: Int32Array]

  private constructor(columns: [Int32Array, Int32Array, Int32Array, Int32Array]) {
    this.#columns = columns
    this.spanCount = columns[1].reduce((sum, count) => sum + count, 0)
  }

  get traceCount(): number {
    return this.#columns[0].length
  }

  /** Fails with `query_wrong` and `cancelled`. */
  static async of(reader: ArchiveReader, selection: TraceSelection, signal: AbortSignal): Promise<ChosenTraces> {
    const chunks: Int32Array[][] = []
    const statement = sql`SELECT trace_key, span_count, first_row, last_row FROM store.traces
      WHERE trace_key IN (${chosenTraces(selection)}) ORDER BY trace_key`
    for await (const chunk of reader.chunks(statement, signal)) {
      chunks.push([0, 1, 2, 3].map((column) => Int32Array.from(chunk.getColumnValues(column), Number)))
    }
    const joined = (column: number) => {
      const all = new Int32Array(chunks.reduce((sum, chunk) => sum + (chunk[0]?.length ?? 0), 0))
      let at = 0
      for (const chunk of chunks) {
        all.set(chunk[column] ?? [], at)
        at += chunk[column]?.length ?? 0
      }
      return all
    }
    return new ChosenTraces([joined(0), joined(1), joined(2), joined(3)])
  }

  *batches(): Generator<TraceBatch> {
    const [traceKeys, spanCounts, firstRows, lastRows] = this.#columns
    for (let from = 0; from < traceKeys.length;) {
      let [to, spanCount, firstRow, lastRow] = [from, 0, Infinity, 0]
      while (to < traceKeys.length && (to === from || spanCount + (spanCounts[to] ?? 0) <= SPANS_AT_ONCE)) {
        spanCount += spanCounts[to] ?? 0
        firstRow = Math.min(firstRow, firstRows[to] ?? 0)
        lastRow = Math.max(lastRow, lastRows[to] ?? 0)
        to++
      }
      yield { traceKeys: traceKeys.subarray(from, to), spanCount, firstRow, lastRow }
      from = to
    }
  }
}
