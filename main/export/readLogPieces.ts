import type { Attribute } from '../../preload/contract/trace'
import { sql } from '../archive/sql'
import type { ArchiveReader } from '../queries/ArchiveReader'
import { attributesOf } from '../queries/attributesOf'
import type { FoundTrace } from '../queries/findTrace'
import { cell, orNull, readRows } from '../queries/readRows'

/** A log record of a trace. The archive does not know the types of its attributes: they are strings. */
export interface ExportedLog {
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

/** The log records of a trace by time, up to 2,048 at a time. Fails with `cancelled`. */
export async function* readLogPieces(
  reader: ArchiveReader,
  { traceId }: FoundTrace,
  signal: AbortSignal,
): AsyncGenerator<ExportedLog[]> {
  if (traceId === '') return
  const statement = sql`
    SELECT time, span_id, service_name, severity_number, severity_text, body, attributes, resource_attributes
    FROM logs WHERE trace_id = ${traceId} ORDER BY time`
  for await (const chunk of reader.chunks(statement, signal)) {
    const rows = await readRows(only(chunk), {
      time: orNull(cell.time),
      spanId: orNull(cell.text),
      serviceName: cell.text,
      severityNumber: orNull(cell.number),
      severityText: orNull(cell.text),
      body: orNull(cell.text),
      attributes: cell.map,
      resource: cell.map,
    })
    if (rows.length > 0)
      yield rows.map(({ attributes, resource, ...log }) => ({
        ...log,
        attributes: attributesOf(attributes, ''),
        resource: attributesOf(resource, ''),
      }))
  }
}

async function* only<Chunk>(chunk: Chunk): AsyncGenerator<Chunk> {
  yield chunk
}
