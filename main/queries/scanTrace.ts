import { listValue, type DuckDBVector } from '@duckdb/node-api'
import { SPAN_KINDS, STATUSES, type TraceColumns } from '../../preload/contract/trace'
import { sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import type { FoundTrace } from './findTrace'
import { rowsOfTrace } from './ofTrace'
import { cell, readRows } from './readRows'
import { readIntegers } from './readIntegers'
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
  /** Ids of sixteen hexadecimal digits as two numbers; all others by their rows. */
  high: Uint32Array
  low: Uint32Array
  otherIds: Map<number, string>
  /** Key of each span in the archive, and the row that holds a key. */
  spanRow: Int32Array
  index: RowIndex
  /** Row of the parent in this scan, −1 for none. */
  parent: Int32Array
}

/**
 * Reads all spans of a trace; fails with `cancelled`. Their order is asked for apart from what is known of them: sorted
 * with all its columns, a million spans take half a second longer.
 */
export async function scanTrace(reader: ArchiveReader, found: FoundTrace, signal: AbortSignal): Promise<TraceScan> {
  const { startTime, spanCount: count } = found
  const rows = rowsOfTrace(found)
  const ordered = sql`SELECT span_row FROM store.span_rows s WHERE ${rows} ORDER BY start_time NULLS LAST, span_row`
  const [spanRow, resources, names] = await Promise.all([
    readIntegers(reader.chunks(ordered, signal)),
    readRows(
      reader.chunks(
        sql`SELECT resource_key, service_name FROM store.resources WHERE resource_key IN (
          SELECT DISTINCT s.tree.resource_key FROM store.span_rows s WHERE ${rows}) ORDER BY service_name`,
        signal,
      ),
      { key: cell.number, service: cell.text },
    ),
    readRows(reader.chunks(sql`SELECT DISTINCT name FROM store.span_rows s WHERE ${rows} ORDER BY name`, signal), {
      name: cell.text,
    }),
  ])
  const services = [...new Set(resources.map(({ service }) => service))]
  const numberOfService = new Map(services.map((service, number) => [service, number]))
  const serviceOf = new Map(resources.map(({ key, service }) => [key, numberOfService.get(service) ?? 0]))
  const list = (values: readonly string[]) => sql`${listValue([...values])}::VARCHAR[]`
  const id = sql`CASE WHEN regexp_full_match(span_id, '[0-9a-f]{16}') THEN ('0x' || span_id)::UBIGINT END`
  const statement = sql`
    SELECT
      span_row,
      s.tree.parent_row,
      s.tree.resource_key,
      names.number,
      (epoch_ns(start_time) - ${startTime ?? 0n}::BIGINT)::DOUBLE,
      duration_ns::DOUBLE,
      nullif(s.tree.self_time_ns, -1)::DOUBLE,
      s.tree.critical_path_ns::DOUBLE,
      list_position(${list(SPAN_KINDS)}, kind) - 1,
      list_position(${list(STATUSES)}, status) - 1,
      s.tree.problems,
      (${id} >> 32)::UINTEGER,
      (${id} & 4294967295)::UINTEGER,
      CASE WHEN ${id} IS NULL THEN span_id END
    FROM store.span_rows s
      JOIN (SELECT unnest(${list(names.map(({ name }) => name))}) AS name,
        unnest(range(${names.length}))::INTEGER AS number) AS names USING (name)
    WHERE ${rows}`

  const index = new RowIndex(spanRow)
  const scan = {
    ...emptyNumbers(count),
    parent: new Int32Array(count),
    high: new Uint32Array(count),
    low: new Uint32Array(count),
  }
  const otherIds = new Map<number, string>()
  const columns = [
    scan.parent,
    scan.service,
    scan.name,
    scan.start,
    scan.duration,
    scan.selfTime,
    scan.criticalPath,
    scan.kind,
    scan.status,
    scan.problems,
    scan.high,
    scan.low,
  ]
  for await (const chunk of reader.chunks(statement, signal)) {
    const keys = chunk.getColumnVector(0)
    const at = Int32Array.from({ length: chunk.rowCount }, (_, item) => index.rowOf(cell.number(keys.getItem(item))))
    for (const [place, column] of columns.entries()) copyNumbers(chunk.getColumnVector(place + 1), column, at)
    const texts = chunk.getColumnVector(columns.length + 1)
    for (const [item, row] of at.entries()) {
      const text = texts.getItem(item)
      if (text !== null) otherIds.set(row, cell.text(text))
    }
  }
  for (let row = 0; row < count; row++) {
    scan.parent[row] = index.rowOf(scan.parent[row] ?? -1)
    scan.service[row] = serviceOf.get(scan.service[row] ?? -1) ?? 0
  }
  return { ...scan, otherIds, spanRow, index, services, names: names.map(({ name }) => name) }
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

type Numbers = Int32Array | Uint32Array | Uint8Array | Float64Array

function copyNumbers(vector: DuckDBVector, target: Numbers, rows: Int32Array): void {
  for (let item = 0; item < rows.length; item++) {
    const value = vector.getItem(item)
    target[rows[item] ?? 0] = value === null ? NaN : cell.number(value)
  }
}
