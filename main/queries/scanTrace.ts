import { listValue, type DuckDBVector } from '@duckdb/node-api'
import { PROBLEMS, SPAN_KINDS, STATUSES, type TraceColumns } from '../../preload/contract/trace'
import { sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import type { FoundTrace } from './findTrace'
import { ofTrace } from './ofTrace'
import { cell, readRows } from './readRows'
import { RowIndex } from './RowIndex'

/** Columns of numbers which need no tree. */
type SpanNumbers = Pick<
  TraceColumns,
  'service' | 'name' | 'start' | 'duration' | 'selfTime' | 'criticalPath' | 'kind' | 'status' | 'problems'
>

/** The spans of one trace by start, as columns of numbers; missing times are NaN. */
export interface TraceScan extends SpanNumbers {
  /** Distinct values, which `service` and `name` index. */
  services: string[]
  names: string[]
  spanIds: string[]
  /** Key of each span in the archive, and the row that holds a key. */
  spanRow: Int32Array
  index: RowIndex
  /** Row of the parent in this scan, −1 for none. */
  parent: Int32Array
}

/** Reads all spans of a trace; fails with `cancelled`. */
export async function scanTrace(reader: ArchiveReader, found: FoundTrace, signal: AbortSignal): Promise<TraceScan> {
  const { startTime, spanCount: count } = found
  const [services, names] = await Promise.all([
    readDistinct(reader, sql`SELECT DISTINCT service_name FROM store.spans WHERE ${ofTrace(found)}`, signal),
    readDistinct(reader, sql`SELECT DISTINCT name FROM store.spans WHERE ${ofTrace(found)}`, signal),
  ])
  const list = (values: readonly string[]) => sql`${listValue([...values])}::VARCHAR[]`
  const numbered = (values: readonly string[]) =>
    sql`(SELECT unnest(${list(values)}) AS value, unnest(range(${values.length}))::INTEGER AS number)`
  const statement = sql`
    SELECT
      span_row,
      coalesce(parent_row, -1),
      services.number,
      names.number,
      (epoch_ns(start_time) - ${startTime ?? 0n}::BIGINT)::DOUBLE,
      duration_ns::DOUBLE,
      self_time_ns::DOUBLE,
      critical_path_ns::DOUBLE,
      list_position(${list(SPAN_KINDS)}, kind) - 1,
      list_position(${list(STATUSES)}, status) - 1,
      CASE WHEN len(problems) = 0 THEN 0 ELSE list_sum(list_transform(problems,
        lambda problem: 1 << (list_position(${list(PROBLEMS)}, problem) - 1))) END::INTEGER,
      span_id
    FROM store.spans
      JOIN ${numbered(services)} AS services ON service_name = services.value
      JOIN ${numbered(names)} AS names ON name = names.value
    WHERE ${ofTrace(found)}
    ORDER BY start_time NULLS LAST, span_row`

  const scan = {
    ...emptyNumbers(count),
    spanRow: new Int32Array(count),
    parent: new Int32Array(count),
    spanIds: new Array<string>(count),
  }
  const parentKey = new Int32Array(count)
  let first = 0
  for await (const chunk of reader.chunks(statement, signal)) {
    const columns = [
      scan.spanRow,
      parentKey,
      scan.service,
      scan.name,
      scan.start,
      scan.duration,
      scan.selfTime,
      scan.criticalPath,
      scan.kind,
      scan.status,
      scan.problems,
    ]
    for (const [index, column] of columns.entries()) copyNumbers(chunk.getColumnVector(index), column, first)
    const ids = chunk.getColumnVector(columns.length)
    for (let row = 0; row < ids.itemCount; row++) scan.spanIds[first + row] = cell.text(ids.getItem(row))
    first += ids.itemCount
  }
  const index = new RowIndex(scan.spanRow)
  for (let row = 0; row < count; row++) scan.parent[row] = index.rowOf(parentKey[row] ?? -1)
  return { ...scan, index, services, names }
}

/** Columns of `count` spans, to be filled. */
export function emptyNumbers(count: number): SpanNumbers {
  return {
    service: new Int32Array(count),
    name: new Int32Array(count),
    start: new Float64Array(count),
    duration: new Float64Array(count),
    selfTime: new Float64Array(count),
    criticalPath: new Float64Array(count),
    kind: new Uint8Array(count),
    status: new Uint8Array(count),
    problems: new Uint8Array(count),
  }
}

async function readDistinct(reader: ArchiveReader, statement: Statement, signal: AbortSignal): Promise<string[]> {
  const rows = await readRows(reader.chunks(sql`${statement} ORDER BY ALL`, signal), { value: cell.text })
  return rows.map(({ value }) => value)
}

function copyNumbers(vector: DuckDBVector, target: Int32Array | Uint8Array | Float64Array, first: number): void {
  const count = vector.itemCount
  for (let row = 0; row < count; row++) {
    const value = vector.getItem(row)
    target[first + row] = value === null ? NaN : cell.number(value)
  }
}
