import { SPAN_KINDS, STATUSES } from '../../../../preload/contract/trace'
import { Deferred } from '../../columns/Deferred'
import { type Resource, UNKNOWN_RESOURCE } from '../../columns/Resource'
import type { DecodeProblems } from '../../DecodeProblems'
import { FieldNames } from '../../json/FieldNames'
import { RecordFault } from '../../json/JsonFault'
import { JsonInterner } from '../../json/JsonInterner'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE, QUOTE } from '../../json/JsonReader'
import type { JsonShape } from '../../json/JsonShape'
import { readAttributeObject, readJsonAttribute } from '../../json/readAttributeObject'
import { readEnum } from '../../json/readEnum'
import { isNoId, SPAN_ID_DIGITS, TRACE_ID_DIGITS } from '../../json/readId'
import { readInstant } from '../../json/readInstant'
import { readSomeText, readText, skipNull } from '../../json/readText'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { readLooseResource } from '../otlp/readLooseResource'
import { RecordNotices } from '../otlp/RecordNotices'
import { readContext } from './readContext'
import { readPrefixedId } from './readPrefixedId'
import { readConsoleEvents, readConsoleLinks } from './readConsoleEventsAndLinks'

const SPAN = new FieldNames([
  'name',
  'context',
  'kind',
  'parent_id',
  'start_time',
  'end_time',
  'status',
  'attributes',
  'events',
  'links',
  'resource',
  'context.trace_id',
  'context.span_id',
  'span_kind',
  'status_code',
  'status_message',
  'resource_metrics',
  'severity_number',
])
const KIND = new FieldNames(SPAN_KINDS.map((kind) => `SpanKind.${kind.toUpperCase()}`))
const STATUS = new FieldNames([['status_code', 'code'], 'description'])
const CODE = new FieldNames(STATUSES.map((status) => [status.toUpperCase(), `StatusCode.${status.toUpperCase()}`]))
const encoder = new TextEncoder()
/** Phoenix writes each attribute into a field of its own where it writes a table. */
const ATTRIBUTE_PREFIX = encoder.encode('attributes.')
const SPAN_KIND = encoder.encode('openinference.span.kind')

/** Spans as OpenTelemetry for Python writes them, and as Phoenix does, whose model is the same. */
export class ConsoleSpans {
  /** One of them, or a list. */
  readonly root: JsonShape
  private readonly builder: SpanBatchBuilder
  private readonly problems: DecodeProblems
  private readonly notices: RecordNotices
  private readonly resources = new JsonInterner<Deferred<Resource>>()
  private readonly unknown = new Deferred(UNKNOWN_RESOURCE)

  constructor(builder: SpanBatchBuilder, problems: DecodeProblems) {
    this.builder = builder
    this.problems = problems
    this.notices = new RecordNotices(problems)
    const span: JsonShape = { what: 'a span', record: true, read: (reader) => this.read(reader) }
    this.root = { ...span, elements: span }
  }

  /** Reads a span. Log records and metrics are told and left out. */
  private read(reader: JsonReader): void {
    if (reader.peek() !== OPEN_BRACE) throw new RecordFault('not_a_span', 'a span is not an object')
    const { builder, notices } = this
    const { spans, text } = builder
    const { attributes } = spans
    notices.begin()
    const row = builder.beginSpan()
    let resource = this.unknown
    let isSpan = false
    let other: 'metrics' | 'logs' | null = null
    for (let field = reader.firstField(SPAN); field !== NO_MORE_FIELDS; field = reader.nextField(SPAN)) {
      if (field === 0) readText(reader, text, spans.name, row, 'name')
      else if (field === 1) {
        isSpan = true
        readContext(reader, text, spans, row)
      } else if (field === 2) this.readKind(reader, row)
      else if (field === 3) {
        readPrefixedId(reader, text, spans.parentSpanId, row, SPAN_ID_DIGITS, 'parent_id')
        if (isNoId(text, spans.parentSpanId, row)) spans.parentSpanId.setNull(row)
      } else if (field === 4) spans.start[row] = readInstant(reader, 'start_time')
      else if (field === 5) spans.end[row] = readInstant(reader, 'end_time')
      else if (field === 6) this.readStatus(reader, row)
      else if (field === 7) {
        if (!skipNull(reader)) readAttributeObject(reader, attributes)
      } else if (field === 8) readConsoleEvents(reader, builder, row)
      else if (field === 9) readConsoleLinks(reader, builder, row)
      else if (field === 10) resource = this.resources.read(reader, () => new Deferred(readLooseResource(reader)))
      else if (field === 11) {
        isSpan = true
        readPrefixedId(reader, text, spans.traceId, row, TRACE_ID_DIGITS, 'context.trace_id')
      } else if (field === 12) readPrefixedId(reader, text, spans.spanId, row, SPAN_ID_DIGITS, 'context.span_id')
      else if (field === 13 && reader.peek() === QUOTE)
        readJsonAttribute(reader, attributes, attributes.keyOf(SPAN_KIND))
      else if (field === 14) this.readCode(reader, row)
      else if (field === 15) readSomeText(reader, text, spans.statusMessage, row, 'status_message')
      else if (field < 0 && this.isAttribute(reader)) {
        const key = attributes.keys.intern(reader.token, reader.tokenStart + ATTRIBUTE_PREFIX.length, reader.tokenEnd)
        readJsonAttribute(reader, attributes, key)
      } else {
        if (field === 16) other = 'metrics'
        else if (field === 17) other = 'logs'
        reader.skipValue()
      }
    }
    if (isSpan) {
      notices.end()
      builder.endSpan(resource, null)
      return
    }
    if (other === null) throw new RecordFault('not_a_span', 'an object is not a span')
    builder.rollBack()
    this.problems.notice(`${other}_left_out`, `${other} are left out`, null)
  }

  /** The field just named is an attribute. */
  private isAttribute({ token, tokenStart, tokenEnd }: JsonReader): boolean {
    if (tokenEnd - tokenStart <= ATTRIBUTE_PREFIX.length) return false
    return ATTRIBUTE_PREFIX.every((byte, index) => token[tokenStart + index] === byte)
  }

  private readKind(reader: JsonReader, row: number): void {
    const kind = readEnum(reader, KIND, SPAN_KINDS.length, 'kind')
    if (kind < 0) this.notices.add('unknown_kind', reader.offset)
    this.builder.spans.kind[row] = Math.max(kind, 0)
  }

  private readStatus(reader: JsonReader, row: number): void {
    if (skipNull(reader)) return
    const { spans, text } = this.builder
    for (let field = reader.firstField(STATUS); field !== NO_MORE_FIELDS; field = reader.nextField(STATUS)) {
      if (field === 0) this.readCode(reader, row)
      else if (field === 1) readSomeText(reader, text, spans.statusMessage, row, 'status.description')
      else reader.skipValue()
    }
  }

  private readCode(reader: JsonReader, row: number): void {
    const code = readEnum(reader, CODE, STATUSES.length, 'status_code')
    if (code < 0) this.notices.add('unknown_status', reader.offset)
    this.builder.spans.status[row] = Math.max(code, 0)
  }
}
