import { listValue } from '@duckdb/node-api'
import type { ParametersOf } from '../../../preload/contract/channel'
import type { QueryRequests } from '../../../preload/contract/explorer'
import type { ErrorExample, ErrorExamples } from '../../../preload/contract/explore/errors'
import { sql, type Statement } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import type { Asker } from '../KeptTables'
import { cell, orNull, readRows } from '../readRows'
import type { ErrorSpans } from './ErrorSpans'
import { isWanted } from './isWanted'
import { tookDown } from './tookDown'

const EXAMPLES = 5
/** Operations and services that are named. */
const NAMED = 8
/** Characters of a message. */
const SHOWN = 500

/** What there is to see of errors of one kind. Fails with `query_wrong`. */
export async function errorExamples(
  reader: ArchiveReader,
  errorSpans: ErrorSpans,
  { filter, causes, serviceName, type, pattern }: ParametersOf<QueryRequests['explore.errorExamples']>,
  asker: Asker,
): Promise<ErrorExamples> {
  return errorSpans.use(reader, filter, asker, async (table) => {
    const { signal } = asker
    const ofKind = sql`(SELECT * FROM ${table} WHERE ${isWanted(causes)}
      AND service_name = ${serviceName} AND type = ${type} AND pattern = ${pattern})`
    const [examples, operations, taken] = await Promise.all([
      readExamples(reader, ofKind, type, signal),
      readOperations(reader, ofKind, signal),
      causes === 'root' ? readTookDown(reader, table, ofKind, signal) : [],
    ])
    return {
      examples,
      operations: operations.map(({ total: _, ...operation }) => operation),
      operationCount: operations[0]?.total ?? 0,
      tookDown: taken,
    }
  })
}

async function readExamples(
  reader: ArchiveReader,
  ofKind: Statement,
  type: string,
  signal: AbortSignal,
): Promise<ErrorExample[]> {
  const chosen = sql`
    SELECT max(span_row) FROM (
      SELECT span_row, trace_key, max(coalesce(epoch_ns(start_time), -1)) OVER (PARTITION BY trace_key) AS latest, start_time
      FROM ${ofKind})
    WHERE coalesce(epoch_ns(start_time), -1) = latest
    GROUP BY trace_key ORDER BY max(latest) DESC, trace_key LIMIT ${EXAMPLES}::BIGINT`
  const rows = await readRows(reader.chunks(chosen, signal), { spanRow: cell.number })
  if (rows.length === 0) return []
  const wanted = sql`(SELECT unnest(${listValue(rows.map(({ spanRow }) => spanRow))}::INTEGER[]))`
  const statement = sql`
    SELECT s.trace_id, s.span_id, s.name, s.start_time, s.duration_ns,
      left(coalesce(nullif(e.message, ''), s.status_message, ''), ${SHOWN}::BIGINT)
    FROM store.span_rows s LEFT JOIN (
      SELECT span_row, any_value(attributes['exception.message']) AS message FROM store.span_events
      WHERE name = 'exception' AND span_row IN ${wanted} AND coalesce(attributes['exception.type'], '') IN ('', ${type})
      GROUP BY span_row) e ON e.span_row = s.span_row
    WHERE s.span_row IN ${wanted} ORDER BY s.start_time DESC NULLS LAST, s.span_row`
  return readRows(reader.chunks(statement, signal), {
    traceId: cell.text,
    spanId: cell.text,
    name: cell.text,
    startTime: orNull(cell.time),
    durationNs: orNull(cell.number),
    message: cell.text,
  })
}

function readOperations(reader: ArchiveReader, ofKind: Statement, signal: AbortSignal) {
  const statement = sql`
    SELECT name, count(*) AS spans, count(*) OVER () FROM ${ofKind}
    GROUP BY name ORDER BY spans DESC, name LIMIT ${NAMED}::BIGINT`
  return readRows(reader.chunks(statement, signal), { name: cell.text, spanCount: cell.number, total: cell.number })
}

function readTookDown(reader: ArchiveReader, table: Statement, ofKind: Statement, signal: AbortSignal) {
  const causes = sql`SELECT 0 AS number, trace_key, place FROM ${ofKind}`
  const statement = sql`
    SELECT service_name, count(*) AS spans FROM ${tookDown(table, causes)}
    GROUP BY service_name ORDER BY spans DESC, service_name LIMIT ${NAMED}::BIGINT`
  return readRows(reader.chunks(statement, signal), { serviceName: cell.text, spanCount: cell.number })
}
