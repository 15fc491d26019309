import { BIGINT, BOOLEAN, INTEGER, MAP, TIMESTAMP_NS, UINTEGER, VARCHAR } from '@duckdb/node-api'
import { SPAN_KINDS, STATUSES } from '../../../preload/contract/trace'
import { NO_FLAGS, type AttributeCells, type SpanBatch, type TextCells } from '../SpanBatch'
import { durations } from './durations'
import { fillFixed, fillMap, fillNulls, fillTimes, type FixedWidth } from './fillVector'
import type { IncomingColumn, IncomingTable, NumberedBatch } from './IncomingTable'

type Take<Column> = (batch: SpanBatch, from: NumberedBatch) => Column

const text = (name: string, take: Take<TextCells>): IncomingColumn => ({
  name,
  type: VARCHAR,
  fill: (vector, from, first, count, chunkText) => chunkText.fill(vector, take(from.batch, from), first, count),
})

const times = (name: string, take: Take<BigInt64Array>): IncomingColumn => ({
  name,
  type: TIMESTAMP_NS,
  fill: (vector, from, first, count) => fillTimes(vector, take(from.batch, from), first, count),
})

const fixed = (name: string, type: IncomingColumn['type'], take: Take<FixedWidth>): IncomingColumn => ({
  name,
  type,
  fill: (vector, from, first, count) => fillFixed(vector, take(from.batch, from), first, count),
})

/** A number computed for each row; negative is NULL. */
const computed = (
  name: string,
  type: IncomingColumn['type'],
  of: (batch: SpanBatch, from: NumberedBatch, row: number) => number,
): IncomingColumn => ({
  name,
  type,
  fill(vector, from, first, count) {
    const column = new Float64Array(count)
    let negative = false
    for (let row = 0; row < count; row++) {
      const value = of(from.batch, from, first + row)
      column[row] = value
      negative ||= value < 0
    }
    fillFixed(vector, type === UINTEGER ? Uint32Array.from(column) : Int32Array.from(column), 0, count)
    if (negative) fillNulls(vector, count, (row) => (column[row] ?? -1) < 0)
  },
})

const attributes = (take: Take<AttributeCells>): IncomingColumn[] => [
  {
    name: 'attributes',
    type: MAP(VARCHAR, VARCHAR),
    fill: (vector, from, first, count, chunkText) => fillMap(vector, chunkText, take(from.batch, from), first, count),
  },
]

const typedAttributes = (take: Take<AttributeCells>): IncomingColumn[] => [
  ...attributes(take),
  {
    name: 'attribute_types',
    type: VARCHAR,
    fill: (vector, from, first, count, chunkText) => chunkText.fill(vector, take(from.batch, from).types, first, count),
  },
]

/** One of a few names, by its number. */
const named = (name: string, names: readonly string[], take: Take<Uint8Array>): IncomingColumn => ({
  name,
  type: VARCHAR,
  fill: (vector, from, first, count, chunkText) =>
    chunkText.fillNames(vector, names, take(from.batch, from), first, count),
})

/** Filled in when all spans are known. */
const unknown = (name: string): IncomingColumn => ({
  name,
  type: INTEGER,
  fill: (vector, _, __, count) => fillNulls(vector, count, () => true),
})

const spanText = (
  name: string,
  spanOf: (batch: SpanBatch) => Uint32Array,
  cellsOf: (batch: SpanBatch) => TextCells,
): IncomingColumn => ({
  name,
  type: VARCHAR,
  fill: (vector, { batch }, first, count, chunkText) =>
    chunkText.fillChosen(vector, cellsOf(batch), spanOf(batch), first, count),
})

/** What tells the span that an event or a link belongs to, given its row in the batch. */
const ofSpan = (spanOf: (batch: SpanBatch) => Uint32Array): IncomingColumn[] => [
  unknown('trace_key'),
  computed('span_row', INTEGER, (batch, { firstRow }, row) => firstRow + (spanOf(batch)[row] ?? 0)),
  spanText('trace_id', spanOf, ({ traceId }) => traceId),
  spanText('span_id', spanOf, ({ spanId }) => spanId),
]

export const INCOMING_RESOURCES: IncomingTable = {
  name: 'resources',
  count: ({ newResources }) => newResources.key.length,
  columns: [
    fixed('resource_key', INTEGER, (_, { newResources }) => newResources.key),
    text('service_name', (_, { newResources }) => newResources.texts[0] ?? NO_CELLS),
    ...typedAttributes((_, { newResources }) => newResources.attributes),
  ],
}

export const INCOMING_SCOPES: IncomingTable = {
  name: 'scopes',
  count: ({ newScopes }) => newScopes.key.length,
  columns: [
    fixed('scope_key', INTEGER, (_, { newScopes }) => newScopes.key),
    text('name', (_, { newScopes }) => newScopes.texts[0] ?? NO_CELLS),
    text('version', (_, { newScopes }) => newScopes.texts[1] ?? NO_CELLS),
    ...attributes((_, { newScopes }) => newScopes.attributes),
  ],
}

export const INCOMING_SPANS: IncomingTable = {
  name: 'span_rows',
  count: ({ batch }) => batch.count,
  columns: [
    computed('span_row', INTEGER, (_, { firstRow }, row) => firstRow + row),
    text('trace_id', ({ traceId }) => traceId),
    text('span_id', ({ spanId }) => spanId),
    text('parent_span_id', ({ parentSpanId }) => parentSpanId),
    text('name', ({ name }) => name),
    named('kind', SPAN_KINDS, ({ kind }) => kind),
    times('start_time', ({ start }) => start),
    times('end_time', ({ end }) => end),
    {
      name: 'duration_ns',
      type: BIGINT,
      fill(vector, { batch }, first, count) {
        const { values, unknown } = durations(batch.start, batch.end, first, count)
        fillFixed(vector, values, 0, count)
        if (unknown > 0) fillNulls(vector, count, (row) => (values[row] ?? 0n) < 0n)
      },
    },
    named('status', STATUSES, ({ status }) => status),
    text('status_message', ({ statusMessage }) => statusMessage),
    ...typedAttributes((batch) => batch.attributes),
    text('trace_state', ({ traceState }) => traceState),
    computed('flags', UINTEGER, (batch, _, row) => batch.flags[row] ?? NO_FLAGS),
    fixed('dropped_attributes_count', UINTEGER, (batch) => batch.droppedAttributes),
    fixed('dropped_events_count', UINTEGER, (batch) => batch.droppedEvents),
    fixed('dropped_links_count', UINTEGER, (batch) => batch.droppedLinks),
    computed('file_id', INTEGER, (batch, { fileIds }, row) => fileIds[batch.file[row] ?? 0] ?? 0),
    fixed('shared', BOOLEAN, (batch) => batch.shared),
    text('peer', ({ peer }) => peer),
    fixed('peer_is_named', BOOLEAN, (batch) => batch.peerIsNamed),
  ],
}

export const INCOMING_EVENTS: IncomingTable = {
  name: 'span_events',
  count: ({ batch }) => batch.events.count,
  columns: [
    ...ofSpan((batch) => batch.events.span),
    times('time', (batch) => batch.events.time),
    text('name', (batch) => batch.events.name),
    ...typedAttributes((batch) => batch.events.attributes),
  ],
}

export const INCOMING_LINKS: IncomingTable = {
  name: 'span_links',
  count: ({ batch }) => batch.links.count,
  columns: [
    ...ofSpan((batch) => batch.links.span),
    text('linked_trace_id', (batch) => batch.links.traceId),
    text('linked_span_id', (batch) => batch.links.spanId),
    text('trace_state', (batch) => batch.links.traceState),
    ...typedAttributes((batch) => batch.links.attributes),
  ],
}

/** `resource_key` of a log record is known only at the end: here it is the reference to it. */
export const INCOMING_LOGS: IncomingTable = {
  name: 'log_rows',
  count: ({ batch }) => batch.logs.count,
  columns: [
    times('time', (batch) => batch.logs.time),
    text('trace_id', (batch) => batch.logs.traceId),
    text('span_id', (batch) => batch.logs.spanId),
    fixed('resource_key', INTEGER, (_, { logResources }) => logResources),
    computed('severity_number', INTEGER, (batch, _, row) => batch.logs.severityNumber[row] || -1),
    text('severity_text', (batch) => batch.logs.severityText),
    text('body', (batch) => batch.logs.body),
    ...attributes((batch) => batch.logs.attributes),
  ],
}

const NO_CELLS: TextCells = { offset: new Uint32Array(0), length: new Int32Array(0) }
