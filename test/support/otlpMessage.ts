import { SPAN_KINDS, STATUSES } from '../../preload/contract/trace'
import { bytes, double, fixed32, fixed64, integer, message, text } from './protobufBytes'

/** How a field of a JSON object is written in protobuf. */
type Write = (number: number, value: unknown) => Uint8Array
type Fields = Record<string, [number: number, write: Write]>

const write = {
  text: (number, value) => text(number, String(value)),
  integer: (number, value) => integer(number, BigInt(String(value))),
  boolean: (number, value) => integer(number, value === true ? 1 : 0),
  double: (number, value) => double(number, Number(value)),
  fixed32: (number, value) => fixed32(number, Number(value)),
  fixed64: (number, value) => fixed64(number, BigInt(String(value))),
  hex: (number, value) => bytes(number, Buffer.from(String(value), 'hex')),
  base64: (number, value) => bytes(number, Buffer.from(String(value), 'base64')),
} satisfies Record<string, Write>

const enumeration =
  (prefix: string, names: readonly string[]): Write =>
  (number, value) => {
    const named = names.indexOf(String(value).replace(prefix, '').toLowerCase())
    return integer(number, named < 0 ? Number(value) : named)
  }
const one =
  (fields: () => Fields): Write =>
  (number, value) =>
    message(number, ...fieldsOf(value, fields()))
const each =
  (inner: Write): Write =>
  (number, value) =>
    Buffer.concat(listOf(value).map((element) => inner(number, element)))

const anyValue: Fields = {
  stringValue: [1, write.text],
  boolValue: [2, write.boolean],
  intValue: [3, write.integer],
  doubleValue: [4, write.double],
  arrayValue: [5, one(() => ({ values: [1, each(one(() => anyValue))] }))],
  kvlistValue: [6, one(() => ({ values: [1, attributes] }))],
  bytesValue: [7, write.base64],
}
const attributes = each(one(() => ({ key: [1, write.text], value: [2, one(() => anyValue)] })))

const event: Fields = {
  timeUnixNano: [1, write.fixed64],
  name: [2, write.text],
  attributes: [3, attributes],
  droppedAttributesCount: [4, write.integer],
}
const link: Fields = {
  traceId: [1, write.hex],
  spanId: [2, write.hex],
  traceState: [3, write.text],
  attributes: [4, attributes],
  droppedAttributesCount: [5, write.integer],
  flags: [6, write.fixed32],
}
const span: Fields = {
  traceId: [1, write.hex],
  spanId: [2, write.hex],
  traceState: [3, write.text],
  parentSpanId: [4, write.hex],
  name: [5, write.text],
  kind: [6, enumeration('SPAN_KIND_', SPAN_KINDS)],
  startTimeUnixNano: [7, write.fixed64],
  endTimeUnixNano: [8, write.fixed64],
  attributes: [9, attributes],
  droppedAttributesCount: [10, write.integer],
  events: [11, each(one(() => event))],
  droppedEventsCount: [12, write.integer],
  links: [13, each(one(() => link))],
  droppedLinksCount: [14, write.integer],
  status: [15, one(() => ({ message: [2, write.text], code: [3, enumeration('STATUS_CODE_', STATUSES)] }))],
  flags: [16, write.fixed32],
}
const log: Fields = {
  timeUnixNano: [1, write.fixed64],
  severityNumber: [2, write.integer],
  severityText: [3, write.text],
  body: [5, one(() => anyValue)],
  attributes: [6, attributes],
  droppedAttributesCount: [7, write.integer],
  flags: [8, write.fixed32],
  traceId: [9, write.hex],
  spanId: [10, write.hex],
  observedTimeUnixNano: [11, write.fixed64],
}
const metric: Fields = {
  name: [1, write.text],
  description: [2, write.text],
  unit: [3, write.text],
  gauge: [5, one(() => ({}))],
  sum: [7, one(() => ({}))],
  histogram: [9, one(() => ({}))],
}
const resource = one(() => ({ attributes: [1, attributes], droppedAttributesCount: [2, write.integer] }))
const scope = one(() => ({ name: [1, write.text], version: [2, write.text], attributes: [3, attributes] }))
const perScope = (records: string, record: Fields): Write =>
  each(one(() => ({ scope: [1, scope], [records]: [2, each(one(() => record))], schemaUrl: [3, write.text] })))
const perResource = (scopes: string, records: string, record: Fields): Write =>
  each(one(() => ({ resource: [1, resource], [scopes]: [2, perScope(records, record)], schemaUrl: [3, write.text] })))

const request: Fields = {
  resourceSpans: [1, perResource('scopeSpans', 'spans', span)],
  resourceLogs: [1, perResource('scopeLogs', 'logRecords', log)],
  resourceMetrics: [1, perResource('scopeMetrics', 'metrics', metric)],
}

/** An OTLP request, given as its JSON says it, as protobuf: its fields in the order in which they are given, those of other names left out. */
export function otlpMessage(document: unknown): Buffer {
  return Buffer.concat(fieldsOf(document, request))
}

/** Spans, given as their JSON says them, as a `ScopeSpans` holds them. */
export function spanFields(...spans: object[]): Buffer {
  return Buffer.from(each(one(() => span))(2, spans))
}

function fieldsOf(value: unknown, fields: Fields): Uint8Array[] {
  if (typeof value !== 'object' || value === null) throw new Error('no message')
  return Object.entries(value).flatMap(([name, content]) => {
    const field = fields[name]
    return field === undefined ? [] : [field[1](field[0], content)]
  })
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw new Error('no list')
  return value
}
