import { SPAN_KINDS, STATUSES } from '../../../../preload/contract/trace'
import type { AttributeColumns } from '../../columns/AttributeColumns'
import { Deferred } from '../../columns/Deferred'
import { type Resource, UNKNOWN_RESOURCE } from '../../columns/Resource'
import type { DecodeProblems } from '../../DecodeProblems'
import { FieldNames } from '../../json/FieldNames'
import { JsonInterner } from '../../json/JsonInterner'
import { type JsonReader, NO_MORE_FIELDS, QUOTE } from '../../json/JsonReader'
import type { JsonShape } from '../../json/JsonShape'
import { readAttributeObject, readJsonAttribute } from '../../json/readAttributeObject'
import { readEnum } from '../../json/readEnum'
import { nullIfNoId, SPAN_ID_DIGITS, TRACE_ID_DIGITS } from '../../json/readId'
import { readInstant } from '../../json/readInstant'
import { readSomeText, readText, skipNull } from '../../json/readText'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { consoleRecord, type ConsoleRecord } from '../consoleRecord'
import { readLooseResource } from '../otlp/readLooseResource'
import type { RecordNotices } from '../otlp/RecordNotices'
import { readEvents, readLinks } from '../readEventsAndLinks'
import { readContext } from './readContext'
import { readPrefixedId } from './readPrefixedId'

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
const EVENT = new FieldNames(['name', 'timestamp', 'attributes'])
const LINK = new FieldNames(['context', 'attributes'])
const encoder = new TextEncoder()
/** Phoenix writes each attribute into a field of its own where it writes a table. */
const ATTRIBUTE_PREFIX = encoder.encode('attributes.')
const SPAN_KIND = encoder.encode('openinference.span.kind')

/** Spans as OpenTelemetry for Python writes them, and as Phoenix does, whose model is the same. */
export class ConsoleSpans {
  /** One of them, or a list. */
  readonly root: JsonShape
  private readonly builder: SpanBatchBuilder
  private readonly resources = new JsonInterner<Deferred<Resource>>()
  private readonly unknown = new Deferred(UNKNOWN_RESOURCE)

  constructor(builder: SpanBatchBuilder, problems: DecodeProblems) {
    this.builder = builder
    this.root = consoleRecord(builder, problems, (reader, row, notices) => this.read(reader, row, notices))
  }

  private read(reader: JsonReader, row: number, notices: RecordNotices): ConsoleRecord {
    const { builder } = this
    const { spans, text } = builder
    const { attributes } = spans
    let resource = this.unknown
    let isSpan = false
    let other: 'metrics' | 'logs' | null = null
    for (let field = reader.firstField(SPAN); field !== NO_MORE_FIELDS; field = reader.nextField(SPAN)) {
      if (field === 0) readText(reader, text, spans.name, row, 'name')
      else if (field === 1) {
        isSpan = true
        readContext(reader, text, spans, row)
      } else if (field === 2) this.readKind(reader, row, notices)
      else if (field === 3) {
        readPrefixedId(reader, text, spans.parentSpanId, row, SPAN_ID_DIGITS, 'parent_id')
        nullIfNoId(text, spans.parentSpanId, row)
      } else if (field === 4) spans.start[row] = readInstant(reader, 'start_time')
      else if (field === 5) spans.end[row] = readInstant(reader, 'end_time')
      else if (field === 6) this.readStatus(reader, row, notices)
      else if (field === 7) readAttributes(reader, attributes)
      else if (field === 8) readEvents(reader, builder, row, EVENT, readAttributes)
      else if (field === 9) readLinks(reader, builder, row, LINK, readContext, readAttributes)
      else if (field === 10) resource = this.resources.read(reader, () => new Deferred(readLooseResource(reader)))
      else if (field === 11) {
        isSpan = true
        readPrefixedId(reader, text, spans.traceId, row, TRACE_ID_DIGITS, 'context.trace_id')
      } else if (field === 12) readPrefixedId(reader, text, spans.spanId, row, SPAN_ID_DIGITS, 'context.span_id')
      else if (field === 13 && reader.peek() === QUOTE)
        readJsonAttribute(reader, attributes, attributes.keyOf(SPAN_KIND))
      else if (field === 14) this.readCode(reader, row, notices)
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
    return isSpan ? { resource, scope: null } : other
  }

  /** The field just named is an attribute. */
  private isAttribute({ token, tokenStart, tokenEnd }: JsonReader): boolean {
    if (tokenEnd - tokenStart <= ATTRIBUTE_PREFIX.length) return false
    return ATTRIBUTE_PREFIX.every((byte, index) => token[tokenStart + index] === byte)
  }

  private readKind(reader: JsonReader, row: number, notices: RecordNotices): void {
    const kind = readEnum(reader, KIND, SPAN_KINDS.length, 'kind')
    if (kind < 0) notices.add('unknown_kind', reader.offset)
    this.builder.spans.kind[row] = Math.max(kind, 0)
  }

  private readStatus(reader: JsonReader, row: number, notices: RecordNotices): void {
    if (skipNull(reader)) return
    const { spans, text } = this.builder
    for (let field = reader.firstField(STATUS); field !== NO_MORE_FIELDS; field = reader.nextField(STATUS)) {
      if (field === 0) this.readCode(reader, row, notices)
      else if (field === 1) readSomeText(reader, text, spans.statusMessage, row, 'status.description')
      else reader.skipValue()
    }
  }

  private readCode(reader: JsonReader, row: number, notices: RecordNotices): void {
    const code = readEnum(reader, CODE, STATUSES.length, 'status_code')
    if (code < 0) notices.add('unknown_status', reader.offset)
    this.builder.spans.status[row] = Math.max(code, 0)
  }
}

function readAttributes(reader: JsonReader, attributes: AttributeColumns): void {
  if (!skipNull(reader)) readAttributeObject(reader, attributes)
}
