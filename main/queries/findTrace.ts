import { Failed } from '../../preload/contract/failure'
import { sql, type Statement } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { cell, orNull, readRows } from './readRows'

export interface FoundTrace {
  traceKey: number
  traceId: string
  /** Nanoseconds since the epoch; null when no span of it has a start. */
  startTime: bigint | null
  durationNs: number
  spanCount: number
  /** Spans that name a parent which is not there. */
  orphanCount: number
  /** The least and the greatest `span_row` of its spans. */
  firstRow: number
  lastRow: number
}

const NAMED_MATCHES = 5

/**
 * The trace with this id (in the archive's form, unpadded or as found in the file), else the only one
 * whose id begins so. Fails with `trace_not_found` or `trace_ambiguous`.
 */
export async function findTrace(reader: ArchiveReader, traceId: string, signal: AbortSignal): Promise<FoundTrace> {
  const given = traceId.trim()
  const padded = /^[0-9a-f]{1,32}$/i.test(given) ? given.toLowerCase().padStart(32, '0') : given
  const columns = sql`trace_key, trace_id, start_time, duration_ns, span_count, orphan_count, first_row, last_row`
  const exactly = await readFound(
    reader,
    sql`SELECT ${columns} FROM store.traces WHERE trace_id IN (${given}, ${padded}) ORDER BY trace_id <> ${given} LIMIT 1`,
    signal,
  )
  if (exactly[0]) return exactly[0]
  if (given === '') throw new Failed({ code: 'trace_not_found', traceId })
  const matches = await readFound(
    reader,
    sql`SELECT ${columns} FROM store.traces WHERE ${traceIdStartsWith(given)} ORDER BY trace_id LIMIT ${NAMED_MATCHES}`,
    signal,
  )
  if (!matches[0]) throw new Failed({ code: 'trace_not_found', traceId })
  if (matches.length > 1) {
    throw new Failed({ code: 'trace_ambiguous', traceId, matches: matches.map((match) => match.traceId) })
  }
  return matches[0]
}

function readFound(reader: ArchiveReader, statement: Statement, signal: AbortSignal) {
  return readRows(reader.chunks(statement, signal), {
    traceKey: cell.number,
    traceId: cell.text,
    startTime: orNull(cell.time),
    durationNs: cell.number,
    spanCount: cell.number,
    orphanCount: cell.number,
    firstRow: cell.number,
    lastRow: cell.number,
  })
}

/**
 * Traces whose id begins with `prefix` in the archive's form or in any form that a file may show: with
 * some or none of the zeros that pad it on the left, and in upper or lower case.
 */
function traceIdStartsWith(prefix: string): Statement {
  const text = prefix.toLowerCase()
  const significant = text.replace(/^0+/, '')
  const zeros = text.length - significant.length
  return sql`(starts_with(lower(trace_id), ${text}) OR (
    length(trace_id) = 32
    AND starts_with(ltrim(trace_id, '0'), ${significant})
    AND 32 - length(ltrim(trace_id, '0')) >= ${zeros}
  ))`
}
