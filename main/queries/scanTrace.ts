import { listValue } from '@duckdb/node-api'
import { SPAN_KINDS, STATUSES, type TraceColumns } from '../../preload/contract/trace'
import { sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import type { FoundTrace } from './findTrace'
import { rowsOfTrace } from './ofTrace'
import { BYTES, DOUBLES, INTEGERS, readNumbers, UNSIGNED, type NumberColumn } from './readNumbers'
import { cell, readRows } from './readRows'
import type { TraceOrder } from './readTraceOrder'

/** What is known of each span of a trace apart from its place in the tree. Missing times are NaN. */
export type ScannedColumns = Pick<
  TraceColumns,
  | 'services'
  | 'names'
  | 'service'
  | 'name'
  | 'start'
  | 'duration'
  | 'selfTime'
  | 'criticalPath'
  | 'kind'
  | 'status'
  | 'problems'
  | 'spanIds'
>

/** Of sixteen hexadecimal digits, which are kept as two numbers. */
const IS_USUAL = sql`regexp_full_match(span_id, '[0-9a-f]{16}')`

/**
 * Reads all spans of a trace as they lie in the archive, and puts each in its place: sorted with all its columns, a
 * million spans take half a second longer. Fails with `cancelled`.
 */
export async function scanTrace(
  reader: ArchiveReader,
  found: FoundTrace,
  ordering: Promise<TraceOrder>,
  signal: AbortSignal,
): Promise<ScannedColumns> {
  const { startTime, spanCount: count } = found
  const rows = rowsOfTrace(found)
  const [resources, names] = await Promise.all([
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
  const id = sql`CASE WHEN ${IS_USUAL} THEN ('0x' || span_id)::UBIGINT ELSE 0 END`
  const statement = sql`
    SELECT
      span_row,
      s.tree.resource_key,
      names.number,
      coalesce((epoch_ns(start_time) - ${startTime ?? 0n}::BIGINT)::DOUBLE, 'NaN'),
      coalesce(duration_ns::DOUBLE, 'NaN'),
      coalesce(nullif(s.tree.self_time_ns, -1)::DOUBLE, 'NaN'),
      s.tree.critical_path_ns::DOUBLE,
      ${numberIn(SPAN_KINDS, sql`kind`)},
      ${numberIn(STATUSES, sql`status`)},
      s.tree.problems::UTINYINT,
      (${id} >> 32)::UINTEGER,
      (${id} & 4294967295)::UINTEGER,
      (${IS_USUAL})::UTINYINT
    FROM store.span_rows s
      JOIN (SELECT unnest(${textList(names.map(({ name }) => name))}) AS name,
        unnest(range(${names.length}))::INTEGER AS number) AS names USING (name)
    WHERE ${rows}`

  const columns = emptyColumns(count)
  const [high, low] = [new Uint32Array(count), new Uint32Array(count)]
  let othersCount = 0
  for await (const chunk of reader.chunks(statement, signal)) {
    const { places } = await ordering
    const integers = (column: number) => readNumbers(chunk, column, INTEGERS)
    const doubles = (column: number) => readNumbers(chunk, column, DOUBLES)
    const bytes = (column: number) => readNumbers(chunk, column, BYTES)
    const unsigned = (column: number) => readNumbers(chunk, column, UNSIGNED)
    const at = integers(0).map((key) => places.rowOf(key))
    const put = <Numbers extends NumberColumn>(target: Numbers, values: Numbers) => {
      for (let item = 0; item < values.length; item++) target[at[item] ?? 0] = values[item] ?? 0
    }
    put(columns.service, integers(1))
    put(columns.name, integers(2))
    put(columns.start, doubles(3))
    put(columns.duration, doubles(4))
    put(columns.selfTime, doubles(5))
    put(columns.criticalPath, doubles(6))
    put(columns.kind, bytes(7))
    put(columns.status, bytes(8))
    put(columns.problems, bytes(9))
    put(high, unsigned(10))
    put(low, unsigned(11))
    for (const isUsual of bytes(12)) othersCount += 1 - isUsual
  }
  for (let place = 0; place < count; place++) {
    columns.service[place] = serviceOf.get(columns.service[place] ?? -1) ?? 0
  }
  const others = othersCount > 0 ? await otherIds(reader, rows, await ordering, signal) : []
  return {
    ...columns,
    services,
    names: names.map(({ name }) => name),
    spanIds: {
      high,
      low,
      otherRows: Int32Array.from(others, ({ place }) => place),
      others: others.map(({ spanId }) => spanId),
    },
  }
}

/** Ids of any other form, in the order of their places. */
async function otherIds(reader: ArchiveReader, rows: Statement, { places }: TraceOrder, signal: AbortSignal) {
  const statement = sql`SELECT span_row, span_id FROM store.span_rows s WHERE ${rows} AND NOT (${IS_USUAL})`
  const found = await readRows(reader.chunks(statement, signal), { key: cell.number, spanId: cell.text })
  return found
    .map(({ key, spanId }) => ({ place: places.rowOf(key), spanId }))
    .sort((one, other) => one.place - other.place)
}

/** The place of a text in a list; 0 for one that is not in it. */
function numberIn(texts: readonly string[], text: Statement): Statement {
  return sql`(coalesce(list_position(${textList(texts)}, ${text}), 1) - 1)::UTINYINT`
}

function textList(texts: readonly string[]): Statement {
  return sql`${listValue([...texts])}::VARCHAR[]`
}

function emptyColumns(count: number) {
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
