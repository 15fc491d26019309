import { setImmediate } from 'node:timers/promises'
import type { Nanoseconds } from '../../../preload/contract/time'
import { SPAN_KINDS, STATUSES } from '../../../preload/contract/trace'
import { visitServiceCalls } from '../../analysis/serviceCalls'
import { spanTree } from '../../analysis/spanTree'
import { joinSql, sql, type Statement } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import { cell, orNull, readRows } from '../readRows'
import { CallTable } from './CallTable'
import { readForests, type SpanForest } from './readForests'
import { readServiceNames, type ServiceNames } from './serviceNames'

/** Who calls whom in an archive, call by call: what is asked about any part of it is added up from these. */
export interface ArchiveCalls {
  names: ServiceNames
  calls: CallTable
  /** The start of the first trace: that of `CallTable.start`. */
  origin: Nanoseconds
}

const OK = STATUSES.indexOf('ok')
const ERROR = STATUSES.indexOf('error')
const PRODUCER = SPAN_KINDS.indexOf('producer')
const CONSUMER = SPAN_KINDS.indexOf('consumer')
/** Formats which keep microseconds put a child so far outside its parent by rounding alone. */
const ROUNDING_NS = 1_000

/** Bits of a span's facts; the kind is below them. */
const KIND = 7
const FAILED = 8
const IN_PARTS = 16
const PEER_IS_NAMED = 32
/** It answers a span of the same id, which is not the id of its parent. */
const SHARES_ID = 64

const KIND_NUMBER = joinSql(
  SPAN_KINDS.map((kind, number) => sql`WHEN ${kind} THEN ${number}::INTEGER`),
  ' ',
)
const FACTS = sql`CASE s.kind ${KIND_NUMBER} ELSE 0 END
  + CASE WHEN s.status = 'error' THEN ${FAILED}::INTEGER ELSE 0 END
  + CASE WHEN s.file_id IN (SELECT file_id FROM files WHERE starts_with(format, 'zipkin')) THEN ${IN_PARTS}::INTEGER ELSE 0 END
  + CASE WHEN s.peer_is_named THEN ${PEER_IS_NAMED}::INTEGER ELSE 0 END
  + CASE WHEN s.reported_span_id = s.parent_span_id THEN ${SHARES_ID}::INTEGER ELSE 0 END`
/** Exact for the months that an archive spans. */
const sinceOrigin = (time: Statement, origin: Nanoseconds) =>
  sql`coalesce((epoch_ns(${time}) - ${origin}::BIGINT)::DOUBLE, 'nan'::DOUBLE)`

/** Counts the calls as the import does for `service_dependencies`. Fails with `cancelled`. */
export async function archiveCalls(reader: ArchiveReader, signal: AbortSignal): Promise<ArchiveCalls> {
  const { names, table } = await readServiceNames(reader, sql`SELECT peer FROM store.span_rows`, signal)
  try {
    const origin = await readOrigin(reader, signal)
    const into = { names, calls: new CallTable(), origin }
    const joins = sql`LEFT JOIN ${table} p ON p.name = s.peer`
    const columns = [
      FACTS,
      sql`coalesce(s.duration_ns::DOUBLE, 'nan'::DOUBLE)`,
      sinceOrigin(sql`s.start_time`, origin),
      sinceOrigin(sql`s.end_time`, origin),
      sql`coalesce(p.number, -1)`,
    ]
    for await (const forest of readForests(reader, { columns, joins }, signal)) {
      addCalls(forest, into)
      // Others get their turn.
      await setImmediate()
    }
    return into
  } finally {
    reader.forget(table)
  }
}

/** 0 where no trace has a start. */
async function readOrigin(reader: ArchiveReader, signal: AbortSignal): Promise<Nanoseconds> {
  const first = sql`SELECT min(start_time) FROM store.traces`
  const [row] = await readRows(reader.chunks(first, signal), { start: orNull(cell.time) })
  return row?.start ?? 0n
}

function addCalls({ count, spanRow, parent, resourceKey, columns }: SpanForest, into: ArchiveCalls): void {
  const [facts = NONE, duration = NONE, start = NONE, end = NONE, peer = NONE] = columns
  const { names, calls } = into
  const kind = new Uint8Array(count)
  const status = new Uint8Array(count)
  const zipkin = new Uint8Array(count)
  const hasParent = new Uint8Array(count)
  const service = new Int32Array(count)
  const remote = new Int32Array(count).fill(-1)
  const inferred = new Int32Array(count).fill(-1)
  const id = new BigUint64Array(count)
  const parentId = new BigUint64Array(count)
  const [idWords, parentWords] = [new Uint32Array(id.buffer), new Uint32Array(parentId.buffer)]
  for (let place = 0; place < count; place++) {
    const bits = facts[place] ?? 0
    kind[place] = bits & KIND
    status[place] = (bits & FAILED) === 0 ? OK : ERROR
    const inParts = (bits & IN_PARTS) !== 0
    zipkin[place] = inParts ? 1 : 0
    const own = names.ofResource[resourceKey[place] ?? 0] ?? -1
    service[place] = inParts && own === names.unknown ? -1 : own
    const other = (bits & PEER_IS_NAMED) === 0 ? inferred : remote
    other[place] = peer[place] ?? -1
    const above = parent[place] ?? -1
    hasParent[place] = above < 0 ? 0 : 1
    // Ids that only tell who is named as whose parent.
    idWords[place * 2] = place + 1
    parentWords[place * 2] = (bits & SHARES_ID) === 0 ? above + 1 : 0
  }
  const spans = { kind, status, service, remote, inferred, zipkin, id, parentId, hasParent }
  visitServiceCalls(spanTree(parent), spans, (caller, callee, failed, row, teller) => {
    const side = kind[teller]
    const above = parent[row] ?? -1
    const outlives = above >= 0 && (end[row] ?? NaN) > (end[above] ?? NaN) + ROUNDING_NS
    calls.add(caller, callee, {
      spanRow: spanRow[teller] ?? 0,
      start: start[teller] ?? NaN,
      duration: row < 0 ? NaN : (duration[row] ?? NaN),
      failed,
      asynchronous: side === PRODUCER || side === CONSUMER || outlives,
    })
  })
}

const NONE = new Float64Array(0)
