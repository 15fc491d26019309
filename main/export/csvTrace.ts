import type { DuckDBValue } from '@duckdb/node-api'
import { identifier, joinSql, sql } from '../archive/sql'
import type { ArchiveReader } from '../queries/ArchiveReader'
import type { FoundTrace } from '../queries/findTrace'
import { cell } from '../queries/readRows'
import { csvField } from './csvField'
import { spanRowPieces, type OnSpans } from './spanRowPieces'

/** The columns of the public relation `spans`. */
const COLUMNS = [
  'trace_id',
  'span_id',
  'parent_span_id',
  'reported_span_id',
  'service_name',
  'name',
  'kind',
  'start_time',
  'end_time',
  'duration_ns',
  'status',
  'status_message',
  'attributes',
  'attribute_types',
  'resource_attributes',
  'resource_attribute_types',
  'scope_name',
  'scope_version',
  'scope_attributes',
  'trace_state',
  'flags',
  'dropped_attributes_count',
  'dropped_events_count',
  'dropped_links_count',
  'depth',
  'child_count',
  'self_time_ns',
  'critical_path_ns',
  'is_orphan',
  'problems',
  'file_id',
]

/**
 * The spans of a trace as CSV after RFC 4180, with a header: one line for each, parents before their children. NULL is
 * empty, attributes are JSON objects, times ISO 8601 with nanoseconds.
 */
export async function* csvTrace(
  reader: ArchiveReader,
  found: FoundTrace,
  signal: AbortSignal,
  onSpans?: OnSpans,
): AsyncGenerator<string> {
  yield `${COLUMNS.join(',')}\r\n`
  const selected = joinSql(COLUMNS.map(identifier), ', ')
  for await (const { rows, condition } of spanRowPieces(reader, found, sql`tree.place`, signal, onSpans)) {
    const lines = new Map<number, string>()
    const statement = sql`SELECT span_row, ${selected} FROM store.spans WHERE ${condition}`
    for await (const chunk of reader.chunks(statement, signal)) {
      for (const [row = null, ...values] of chunk.getRows()) lines.set(cell.number(row), lineOf(values))
    }
    yield [...rows].map((row) => lines.get(row) ?? '').join('')
  }
}

function lineOf(values: readonly DuckDBValue[]): string {
  return `${values.map(csvField).join(',')}\r\n`
}
