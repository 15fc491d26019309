import { DuckDBDoubleVector, type DuckDBDataChunk } from '@duckdb/node-api'
import { joinSql, sql, type Statement } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import { cell, readRows } from '../readRows'

/** Whole traces, of which columns are read. */
export interface SpanForest {
  count: number
  spanRow: Float64Array
  /** Place of the parent in this forest, −1 at roots. */
  parent: Int32Array
  resourceKey: Float64Array
  /** What was asked for beside these. */
  columns: Float64Array[]
}

/** So many spans at once, unless a trace alone has more. */
const SPANS_AT_ONCE = 250_000
/** Traces are counted in groups of so many. */
const TRACES_COUNTED = 256

/**
 * All spans of the archive as forests, one after the other; the next one is read meanwhile. `columns` are DOUBLE, of
 * `store.span_rows` as `s` and what `joins` adds to it, and never NULL.
 */
export async function* readForests(
  reader: ArchiveReader,
  { columns, joins = sql`` }: { columns: Statement[]; joins?: Statement },
  signal: AbortSignal,
): AsyncGenerator<SpanForest> {
  const { starts, rowCount } = await readParts(reader, signal)
  /** By span_row: its place in the forest. */
  const placeOf = new Int32Array(rowCount)
  const selected = [sql`s.span_row`, sql`s.tree.parent_row`, sql`s.tree.resource_key`, ...columns]
  const read = (part: number) => {
    const [from, to] = [starts[part] ?? 0, (starts[part + 1] ?? 0) - 1]
    const where = sql`s.tree.trace_key BETWEEN ${from}::INTEGER AND ${to}::INTEGER`
    const list = joinSql(
      selected.map((column) => sql`(${column})::DOUBLE`),
      ', ',
    )
    const statement = sql`SELECT ${list} FROM store.span_rows s ${joins} WHERE ${where}`
    const answer = readDoubles(reader.chunks(statement, signal), selected.length)
    // It is awaited later, or never.
    answer.catch(() => undefined)
    return answer
  }
  let next = starts.length > 1 ? read(0) : undefined
  for (let part = 0; next; part++) {
    const { count, columns: all } = await next
    next = part + 2 < starts.length ? read(part + 1) : undefined
    const [spanRow = NONE, parentRow = NONE, resourceKey = NONE, ...rest] = all
    const parent = new Int32Array(count)
    for (let place = 0; place < count; place++) placeOf[spanRow[place] ?? 0] = place
    for (let place = 0; place < count; place++) {
      const above = parentRow[place] ?? -1
      parent[place] = above < 0 ? -1 : (placeOf[above] ?? -1)
    }
    yield { count, spanRow, parent, resourceKey, columns: rest }
  }
}

const NONE = new Float64Array(0)

/** The first trace of each part, and one past the last trace. */
async function readParts(reader: ArchiveReader, signal: AbortSignal): Promise<{ starts: number[]; rowCount: number }> {
  const statement = sql`SELECT trace_key // ${TRACES_COUNTED}::INTEGER, sum(span_count), max(trace_key), max(last_row)
    FROM store.traces GROUP BY 1 ORDER BY 1`
  const groups = await readRows(reader.chunks(statement, signal), {
    group: cell.number,
    spans: cell.number,
    lastTrace: cell.number,
    lastRow: cell.number,
  })
  const starts: number[] = []
  let spans = Infinity
  for (const { group, spans: more } of groups) {
    if (spans + more > SPANS_AT_ONCE) {
      starts.push(group * TRACES_COUNTED)
      spans = 0
    }
    spans += more
  }
  const last = groups.at(-1)
  if (last) starts.push(last.lastTrace + 1)
  return { starts, rowCount: groups.reduce((most, { lastRow }) => Math.max(most, lastRow + 1), 0) }
}

async function readDoubles(
  chunks: AsyncIterable<DuckDBDataChunk>,
  width: number,
): Promise<{ count: number; columns: Float64Array[] }> {
  let room = 2_048
  let columns = Array.from({ length: width }, () => new Float64Array(room))
  let count = 0
  for await (const chunk of chunks) {
    const { rowCount } = chunk
    if (count + rowCount > room) {
      room = room * 2 + rowCount
      columns = columns.map((column) => {
        const longer = new Float64Array(room)
        longer.set(column)
        return longer
      })
    }
    for (const [index, column] of columns.entries()) {
      const vector = chunk.getColumnVector(index)
      if (!(vector instanceof DuckDBDoubleVector)) throw new TypeError('the archive answered no DOUBLE')
      for (let row = 0; row < rowCount; row++) column[count + row] = vector.getItem(row) ?? NaN
    }
    count += rowCount
  }
  return { count, columns: columns.map((column) => column.subarray(0, count)) }
}
