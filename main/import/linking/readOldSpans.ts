import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api'
import { SPAN_KINDS, STATUSES } from '../../../preload/contract/trace'
import { idKeys } from '../columns/idKeys'
import { TextArena } from '../columns/TextArena'
import { IS_KEY, type TextCells } from '../SpanBatch'
import type { ServiceNumbers } from './ServiceNumbers'
import type { RecordedSpans } from './SpanRecords'

const COLUMNS = [
  'span_row',
  'file_id',
  'trace_id',
  'span_id',
  'parent_span_id',
  'peer',
  'peer_is_named',
  `coalesce(epoch_ns(start_time), (-9223372036854775808)::BIGINT)`,
  `coalesce(epoch_ns(end_time), (-9223372036854775808)::BIGINT)`,
  'kind',
  'status',
  'shared',
  'tree.resource_key',
  'tree.scope_key',
]

/** The spans of the archive which is added to, for linking, with their rows. Those of `partialFiles` may be parts. */
export async function* readOldSpans(
  connection: DuckDBConnection,
  partialFiles: ReadonlySet<number>,
): AsyncGenerator<{ spans: RecordedSpans; rows: Int32Array }> {
  const found = await connection.run(`SELECT ${COLUMNS.join(', ')} FROM archive.store.span_rows`)
  for (let chunk = await found.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await found.fetchChunk()) {
    const { rowCount: count } = chunk
    const columns = COLUMNS.map((_, index) => chunk?.getColumnValues(index) ?? [])
    const [rows, file, trace, span, parent, peer, named, start, end, kind, status, shared, resource, scope] = columns
    const arena = new TextArena(count * 80)
    const traceId = cellsOf(trace, arena)
    const spanId = cellsOf(span, arena)
    const parentSpanId = cellsOf(parent, arena)
    const peerCells = cellsOf(peer, arena)
    const text = arena.bytes
    const spans: RecordedSpans = {
      count,
      text,
      keys: { trace: idKeys(text, traceId, 4), span: idKeys(text, spanId, 2), parent: idKeys(text, parentSpanId, 2) },
      traceId,
      parentSpanId,
      peer: peerCells,
      peerIsNamed: Uint8Array.from(named ?? [], (value) => (value === true ? 1 : 0)),
      start: BigInt64Array.from(start ?? [], bigOf),
      end: BigInt64Array.from(end ?? [], bigOf),
      kind: Uint8Array.from(kind ?? [], (value) => SPAN_KINDS.findIndex((each) => each === value)),
      status: Uint8Array.from(status ?? [], (value) => STATUSES.findIndex((each) => each === value)),
      shared: Uint8Array.from(shared ?? [], (value) => (value === true ? 1 : 0)),
      partial: Uint8Array.from(file ?? [], (value) => (partialFiles.has(Number(value)) ? 1 : 0)),
      resource: Uint32Array.from(resource ?? [], (key) => IS_KEY + Number(key)),
      scope: Uint32Array.from(scope ?? [], (key) => IS_KEY + Number(key)),
    }
    yield { spans, rows: Int32Array.from(rows ?? [], Number) }
  }
}

/** Takes in the services of the archive which is added to. */
export async function readOldServices(connection: DuckDBConnection, services: ServiceNumbers): Promise<void> {
  const found = await connection.run('SELECT resource_key, service_name FROM archive.store.resources')
  for (let chunk = await found.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await found.fetchChunk()) {
    const arena = new TextArena()
    const names = cellsOf(chunk.getColumnValues(1), arena)
    services.add(arena.bytes, Int32Array.from(chunk.getColumnValues(0), Number), names)
  }
}

function cellsOf(values: readonly DuckDBValue[] | undefined, arena: TextArena): TextCells {
  const cells: TextCells = { offset: new Uint32Array(values?.length ?? 0), length: new Int32Array(values?.length ?? 0) }
  for (const [row, value] of (values ?? []).entries()) {
    const offset = arena.length
    if (typeof value === 'string') arena.append(value)
    cells.offset[row] = offset
    cells.length[row] = typeof value === 'string' ? arena.length - offset : -1
  }
  return cells
}

function bigOf(value: DuckDBValue): bigint {
  return typeof value === 'bigint' ? value : 0n
}
