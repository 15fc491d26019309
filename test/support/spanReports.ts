import { query } from '../import/importInto'

/** `[type, value]` by key. */
export type TypedAttributes = Record<string, [type: string, value: string | null]>

/** A span as an archive holds it, with its events and links; times are nanoseconds. */
export interface SpanReport {
  traceId: string
  spanId: string
  parentSpanId: string | null
  reportedSpanId: string | null
  serviceName: string
  name: string
  kind: string
  start: bigint | null
  end: bigint | null
  status: string
  statusMessage: string | null
  attributes: TypedAttributes
  resource: TypedAttributes
  scopeName: string | null
  scopeVersion: string | null
  scopeAttributes: TypedAttributes
  traceState: string | null
  flags: number | null
  dropped: [attributes: number, events: number, links: number]
  events: { time: bigint | null; name: string; attributes: TypedAttributes }[]
  links: { traceId: string; spanId: string; traceState: string | null; attributes: TypedAttributes }[]
  depth: number
  childCount: number
  problems: string[]
  selfTime: bigint | null
  criticalPath: bigint
}

/** The spans of an archive, or of those traces of it, by their ids, with events and links in their order. */
export async function readReports(archive: string, traceIds?: readonly string[]): Promise<SpanReport[]> {
  const wanted = traceIds ? `WHERE trace_id IN (${traceIds.map((id) => `'${id}'`).join()})` : ''
  const spans = await query(
    archive,
    `SELECT * EXCLUDE (start_time, end_time, duration_ns), epoch_ns(start_time)::VARCHAR AS start, epoch_ns(end_time)::VARCHAR AS "end"
     FROM spans ${wanted} ORDER BY trace_id, span_id`,
  )
  const events = await detailsOf(
    archive,
    `SELECT * EXCLUDE (time), epoch_ns(time)::VARCHAR AS time FROM span_events ${wanted}`,
  )
  const links = await detailsOf(archive, `SELECT * FROM span_links ${wanted}`)
  return spans.map((row) => {
    const id = `${text(row['trace_id'])} ${text(row['span_id'])}`
    return {
      traceId: text(row['trace_id']),
      spanId: text(row['span_id']),
      parentSpanId: textOrNull(row['parent_span_id']),
      reportedSpanId: textOrNull(row['reported_span_id']),
      serviceName: text(row['service_name']),
      name: text(row['name']),
      kind: text(row['kind']),
      start: integerOrNull(row['start']),
      end: integerOrNull(row['end']),
      status: text(row['status']),
      statusMessage: textOrNull(row['status_message']),
      attributes: typedAttributes(row['attributes'], text(row['attribute_types'])),
      resource: typedAttributes(row['resource_attributes'], text(row['resource_attribute_types'])),
      scopeName: textOrNull(row['scope_name']),
      scopeVersion: textOrNull(row['scope_version']),
      scopeAttributes: typedAttributes(row['scope_attributes'] ?? [], ''),
      traceState: textOrNull(row['trace_state']),
      flags: row['flags'] === null ? null : Number(row['flags']),
      dropped: [
        Number(row['dropped_attributes_count']),
        Number(row['dropped_events_count']),
        Number(row['dropped_links_count']),
      ],
      events: (events.get(id) ?? []).map((event) => ({
        time: integerOrNull(event['time']),
        name: text(event['name']),
        attributes: typedAttributes(event['attributes'], text(event['attribute_types'])),
      })),
      links: (links.get(id) ?? []).map((link) => ({
        traceId: text(link['linked_trace_id']),
        spanId: text(link['linked_span_id']),
        traceState: textOrNull(link['trace_state']),
        attributes: typedAttributes(link['attributes'], text(link['attribute_types'])),
      })),
      depth: Number(row['depth']),
      childCount: Number(row['child_count']),
      problems: JSON.parse(JSON.stringify(row['problems'])),
      selfTime: integerOrNull(row['self_time_ns']),
      criticalPath: BigInt(text(row['critical_path_ns'])),
    }
  })
}

async function detailsOf(archive: string, statement: string): Promise<Map<string, Record<string, unknown>[]>> {
  const rows = await query(archive, statement)
  const bySpan = new Map<string, Record<string, unknown>[]>()
  for (const row of rows) {
    const id = `${text(row['trace_id'])} ${text(row['span_id'])}`
    const known = bySpan.get(id)
    if (known === undefined) bySpan.set(id, [row])
    else known.push(row)
  }
  return bySpan
}

function typedAttributes(map: unknown, types: string): TypedAttributes {
  const entries: { key: string; value: string | null }[] = Array.isArray(map) ? map : []
  return Object.fromEntries(entries.map(({ key, value }, index) => [key, [types[index] ?? 's', value]]))
}

function text(value: unknown): string {
  return String(value)
}

function textOrNull(value: unknown): string | null {
  return value === null ? null : String(value)
}

function integerOrNull(value: unknown): bigint | null {
  return value === null ? null : BigInt(String(value))
}
