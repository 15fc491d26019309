import { BOOLEAN, ENUM, INTEGER, MAP, TIMESTAMP_NS, UINTEGER, UTINYINT, VARCHAR } from '@duckdb/node-api'
import { SPAN_KINDS, STATUSES } from '../../../preload/contract/trace'
import { NO_FLAGS, type AttributeCells, type SpanBatch, type TextCells } from '../SpanBatch'
import type { BatchKeys } from './BatchKeys'
import { fillFixed, fillMap, fillNulls, fillText, fillTimes, fillTypes } from './fillVector'
import type { StageColumn, StageTable } from './StageTable'

type TakeColumn<Column> = (batch: SpanBatch, keys: BatchKeys) => Column

const text = (name: string, take: TakeColumn<TextCells>): StageColumn => ({
  name,
  type: VARCHAR,
  fill: (vector, batch, keys, from, count) => fillText(vector, batch.text, take(batch, keys), from, count),
})

const times = (name: string, take: TakeColumn<BigInt64Array>): StageColumn => ({
  name,
  type: TIMESTAMP_NS,
  fill: (vector, batch, keys, from, count) => fillTimes(vector, take(batch, keys), from, count),
})

const fixed = (
  name: string,
  type: StageColumn['type'],
  take: TakeColumn<Uint8Array | Uint32Array | Int32Array>,
): StageColumn => ({
  name,
  type,
  fill: (vector, batch, keys, from, count) => fillFixed(vector, take(batch, keys), from, count),
})

/** A number computed for each row; negative is NULL. */
const computed = (
  name: string,
  type: StageColumn['type'],
  of: (batch: SpanBatch, keys: BatchKeys, row: number) => number,
): StageColumn => ({
  name,
  type,
  fill(vector, batch, keys, from, count) {
    const column = Float64Array.from({ length: count }, (_, row) => of(batch, keys, from + row))
    fillFixed(vector, type === UINTEGER ? Uint32Array.from(column) : Int32Array.from(column), 0, count)
    fillNulls(vector, count, (row) => (column[row] ?? -1) < 0)
  },
})

const attributes = (take: TakeColumn<AttributeCells>): StageColumn[] => [
  {
    name: 'attributes',
    type: MAP(VARCHAR, VARCHAR),
    fill: (vector, batch, keys, from, count) => fillMap(vector, batch.text, take(batch, keys), from, count),
  },
  {
    name: 'attribute_types',
    type: VARCHAR,
    fill: (vector, batch, keys, from, count) => fillTypes(vector, take(batch, keys), from, count),
  },
]

/** The text of the span that an event or link belongs to. */
const spanText = (name: string, take: (batch: SpanBatch) => { span: Uint32Array; cells: TextCells }): StageColumn => ({
  name,
  type: VARCHAR,
  fill(vector, batch, _, from, count) {
    const { span, cells } = take(batch)
    const rows = span.subarray(from, from + count)
    const offset = rows.map((row) => cells.offset[row] ?? 0)
    const length = Int32Array.from(rows, (row) => cells.length[row] ?? -1)
    fillText(vector, batch.text, { offset, length }, 0, count)
  },
})

/** The tables that batches are staged in: what they hold, nothing derived. */
export const STAGE_TABLES: StageTable[] = [
  {
    name: 'resources',
    count: (_, keys) => keys.newResources.key.length,
    columns: [
      fixed('resource_key', INTEGER, (_, keys) => keys.newResources.key),
      text('service_name', (_, keys) => keys.newResources.serviceName),
      ...attributes((_, keys) => keys.newResources.attributes),
    ],
  },
  {
    name: 'scopes',
    count: (_, keys) => keys.newScopes.key.length,
    columns: [
      fixed('scope_key', INTEGER, (_, keys) => keys.newScopes.key),
      text('name', (_, keys) => keys.newScopes.name),
      text('version', (_, keys) => keys.newScopes.version),
      ...attributes((_, keys) => keys.newScopes.attributes),
    ],
  },
  {
    name: 'spans',
    count: (batch) => batch.count,
    columns: [
      computed('span_row', INTEGER, (_, keys, row) => keys.firstRow + row),
      fixed('file_id', INTEGER, (batch) => batch.file),
      text('trace_id', (batch) => batch.traceId),
      text('span_id', (batch) => batch.spanId),
      text('parent_span_id', (batch) => batch.parentSpanId),
      text('name', (batch) => batch.name),
      fixed('kind', ENUM(SPAN_KINDS), (batch) => batch.kind),
      fixed('status', ENUM(STATUSES), (batch) => batch.status),
      text('status_message', (batch) => batch.statusMessage),
      times('start_time', (batch) => batch.start),
      times('end_time', (batch) => batch.end),
      text('trace_state', (batch) => batch.traceState),
      computed('flags', UINTEGER, (batch, _, row) => batch.flags[row] ?? NO_FLAGS),
      fixed('dropped_attributes_count', UINTEGER, (batch) => batch.droppedAttributes),
      fixed('dropped_events_count', UINTEGER, (batch) => batch.droppedEvents),
      fixed('dropped_links_count', UINTEGER, (batch) => batch.droppedLinks),
      fixed('shared', BOOLEAN, (batch) => batch.shared),
      computed('resource_key', INTEGER, (batch, keys, row) => keys.resources[batch.resource[row] ?? 0] ?? -1),
      computed('scope_key', INTEGER, (batch, keys, row) => keys.scopes[batch.scope[row] ?? -1] ?? -1),
      ...attributes((batch) => batch.attributes),
    ],
  },
  {
    name: 'events',
    count: (batch) => batch.events.count,
    columns: [
      computed('span_row', INTEGER, (batch, keys, row) => keys.firstRow + (batch.events.span[row] ?? 0)),
      spanText('trace_id', (batch) => ({ span: batch.events.span, cells: batch.traceId })),
      spanText('span_id', (batch) => ({ span: batch.events.span, cells: batch.spanId })),
      times('time', (batch) => batch.events.time),
      text('name', (batch) => batch.events.name),
      ...attributes((batch) => batch.events.attributes),
    ],
  },
  {
    name: 'links',
    count: (batch) => batch.links.count,
    columns: [
      computed('span_row', INTEGER, (batch, keys, row) => keys.firstRow + (batch.links.span[row] ?? 0)),
      spanText('trace_id', (batch) => ({ span: batch.links.span, cells: batch.traceId })),
      spanText('span_id', (batch) => ({ span: batch.links.span, cells: batch.spanId })),
      text('linked_trace_id', (batch) => batch.links.traceId),
      text('linked_span_id', (batch) => batch.links.spanId),
      text('trace_state', (batch) => batch.links.traceState),
      ...attributes((batch) => batch.links.attributes),
    ],
  },
  {
    name: 'logs',
    count: (batch) => batch.logs.count,
    columns: [
      times('time', (batch) => batch.logs.time),
      text('trace_id', (batch) => batch.logs.traceId),
      text('span_id', (batch) => batch.logs.spanId),
      fixed('severity_number', UTINYINT, (batch) => batch.logs.severityNumber),
      text('severity_text', (batch) => batch.logs.severityText),
      text('body', (batch) => batch.logs.body),
      computed('resource_key', INTEGER, (batch, keys, row) => keys.resources[batch.logs.resource[row] ?? 0] ?? -1),
      ...attributes((batch) => batch.logs.attributes),
    ],
  },
]
