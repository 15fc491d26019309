import { listValue } from '@duckdb/node-api'
import type { Attribute } from '../../preload/contract/trace'
import { sql } from '../archive/sql'
import { attributesOf } from '../queries/attributesOf'
import { cell, orNull, readRows } from '../queries/readRows'
import type { SharedParts } from './SharedParts'

/** A log record of a trace. The archive does not know the types of its attributes: they are strings. */
export interface ExportedLog {
  traceId: string
  /** Nanoseconds. */
  time: bigint | null
  spanId: string | null
  serviceName: string
  severityNumber: number | null
  severityText: string | null
  body: string | null
  attributes: Attribute[]
  resource: Attribute[]
}

/** The log records of traces by time, up to 2,048 at a time. Fails with `cancelled`. */
export async function* readLogPieces(
  { reader, redactor }: Pick<SharedParts, 'reader' | 'redactor'>,
  traceKeys: Int32Array | readonly number[],
  signal: AbortSignal,
): AsyncGenerator<ExportedLog[]> {
  const statement = sql`
    SELECT time, trace_id, span_id, service_name, severity_number, severity_text, body, attributes, resource_attributes
    FROM logs WHERE trace_id <> '' AND trace_id IN (
      SELECT trace_id FROM store.traces WHERE trace_key IN (SELECT unnest(${listValue([...traceKeys])}::INTEGER[])))
    ORDER BY time`
  for await (const chunk of reader.chunks(statement, signal)) {
    const rows = await readRows(only(chunk), {
      time: orNull(cell.time),
      traceId: cell.text,
      spanId: orNull(cell.text),
      serviceName: cell.text,
      severityNumber: orNull(cell.number),
      severityText: orNull(cell.text),
      body: orNull(cell.text),
      attributes: cell.map,
      resource: cell.map,
    })
    if (rows.length > 0)
      yield rows.map(({ serviceName, attributes, resource, ...log }) => ({
        ...log,
        serviceName: redactor.service(serviceName),
        attributes: redactor.attributes('logs', attributesOf(attributes, '')),
        resource: redactor.attributes('resources', attributesOf(resource, '')),
      }))
  }
}

async function* only<Chunk>(chunk: Chunk): AsyncGenerator<Chunk> {
  yield chunk
}
