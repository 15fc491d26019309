import { SPAN_KINDS, STATUSES } from '../../../../preload/contract/trace'
import { Deferred } from '../../columns/Deferred'
import { type Resource, type Scope, UNKNOWN_RESOURCE } from '../../columns/Resource'
import type { DecodeProblems } from '../../DecodeProblems'
import { FieldNames } from '../../json/FieldNames'
import { JsonInterner } from '../../json/JsonInterner'
import { type JsonReader, NO_MORE_FIELDS } from '../../json/JsonReader'
import type { JsonShape } from '../../json/JsonShape'
import { readEnum } from '../../json/readEnum'
import { nullIfNoId } from '../../json/readId'
import { readInstant } from '../../json/readInstant'
import { readCount } from '../../json/readNumber'
import { readSomeText, readText, skipNull } from '../../json/readText'
import { NO_FLAGS } from '../../SpanBatch'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { consoleRecord, type ConsoleRecord } from '../consoleRecord'
import { KIND_NAMES } from '../kindNames'
import type { RecordNotices } from '../otlp/RecordNotices'
import { readEvents, readLinks } from '../readEventsAndLinks'
import { readGoAttributes } from './readGoAttributes'
import { readGoContext } from './readGoContext'
import { readGoResource, readGoScope } from './readGoResource'

const SPAN = new FieldNames([
  'Name',
  'SpanContext',
  'Parent',
  'SpanKind',
  'StartTime',
  'EndTime',
  'Attributes',
  ['Events', 'MessageEvents'],
  'Links',
  'Status',
  ['DroppedAttributes', 'DroppedAttributeCount'],
  ['DroppedEvents', 'DroppedMessageEventCount'],
  ['DroppedLinks', 'DroppedLinkCount'],
  'Resource',
  ['InstrumentationScope', 'InstrumentationLibrary'],
  'ScopeMetrics',
  'Severity',
])
const EVENT = new FieldNames(['Name', 'Time', 'Attributes'])
const LINK = new FieldNames(['SpanContext', 'Attributes'])
const STATUS = new FieldNames(['Code', 'Description'])
/** By the numbers that Go gives them, which are not those of OTLP. */
const CODE = new FieldNames(['Unset', 'Error', 'Ok'])
const CODES = (['unset', 'error', 'ok'] as const).map((status) => STATUSES.indexOf(status))

/** In OTLP's flags: whether the parent is remote is known, and it is. */
const KNOWS_REMOTE = 0x100
const IS_REMOTE = 0x200

/** Spans as Go's console exporter prints them. */
export class GoConsoleSpans {
  /** One of them, or a list. */
  readonly root: JsonShape
  private readonly builder: SpanBatchBuilder
  private readonly resources = new JsonInterner<Deferred<Resource>>()
  private readonly scopes = new JsonInterner<Deferred<Scope>>()
  private readonly unknown = new Deferred(UNKNOWN_RESOURCE)

  constructor(builder: SpanBatchBuilder, problems: DecodeProblems) {
    this.builder = builder
    this.root = consoleRecord(builder, problems, (reader, row, notices) => this.read(reader, row, notices))
  }

  private read(reader: JsonReader, row: number, notices: RecordNotices): ConsoleRecord {
    const { builder } = this
    const { spans, text } = builder
    let resource = this.unknown
    let scope: Deferred<Scope> | null = null
    let isSpan = false
    let other: 'metrics' | 'logs' | null = null
    let flags = NO_FLAGS
    let remote: boolean | null = null
    for (let field = reader.firstField(SPAN); field !== NO_MORE_FIELDS; field = reader.nextField(SPAN)) {
      if (field === 0) readText(reader, text, spans.name, row, 'Name')
      else if (field === 1) {
        isSpan = true
        flags = readGoContext(reader, text, spans, row).flags
      } else if (field === 2) {
        remote = readGoContext(reader, text, { spanId: spans.parentSpanId }, row).remote
        nullIfNoId(text, spans.parentSpanId, row)
      } else if (field === 3) {
        const kind = readEnum(reader, KIND_NAMES, SPAN_KINDS.length, 'SpanKind')
        if (kind < 0) notices.add('unknown_kind', reader.offset)
        spans.kind[row] = Math.max(kind, 0)
      } else if (field === 4) spans.start[row] = readInstant(reader, 'StartTime')
      else if (field === 5) spans.end[row] = readInstant(reader, 'EndTime')
      else if (field === 6) readGoAttributes(reader, spans.attributes)
      else if (field === 7) readEvents(reader, builder, row, EVENT, readGoAttributes)
      else if (field === 8) readLinks(reader, builder, row, LINK, readGoContext, readGoAttributes)
      else if (field === 9) this.readStatus(reader, row, notices)
      else if (field === 10) spans.droppedAttributes[row] = readCount(reader, 'DroppedAttributes')
      else if (field === 11) spans.droppedEvents[row] = readCount(reader, 'DroppedEvents')
      else if (field === 12) spans.droppedLinks[row] = readCount(reader, 'DroppedLinks')
      else if (field === 13) resource = this.resources.read(reader, () => new Deferred(readGoResource(reader)))
      else if (field === 14) {
        const read = this.scopes.read(reader, () => new Deferred(readGoScope(reader)))
        if (read.content !== null) scope = read
      } else {
        if (field === 15) other = 'metrics'
        else if (field === 16) other = 'logs'
        reader.skipValue()
      }
    }
    if (!isSpan) return other
    if (remote !== null && flags !== NO_FLAGS) flags |= remote ? KNOWS_REMOTE | IS_REMOTE : KNOWS_REMOTE
    spans.flags[row] = flags
    return { resource, scope }
  }

  private readStatus(reader: JsonReader, row: number, notices: RecordNotices): void {
    if (skipNull(reader)) return
    const { spans, text } = this.builder
    for (let field = reader.firstField(STATUS); field !== NO_MORE_FIELDS; field = reader.nextField(STATUS)) {
      if (field === 0) {
        const code = readEnum(reader, CODE, CODES.length, 'Status.Code')
        if (code < 0) notices.add('unknown_status', reader.offset)
        spans.status[row] = CODES[code] ?? 0
      } else if (field === 1) readSomeText(reader, text, spans.statusMessage, row, 'Status.Description')
      else reader.skipValue()
    }
  }
}
