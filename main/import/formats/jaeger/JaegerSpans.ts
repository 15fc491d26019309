import { TYPE_CODES } from '../../columns/AttributeColumns'
import type { Deferred } from '../../columns/Deferred'
import { KeptText } from '../../columns/KeptText'
import type { Resource } from '../../columns/Resource'
import { copyJson } from '../../json/copyJson'
import { FieldOrder } from '../../json/FieldOrder'
import { RecordFault } from '../../json/JsonFault'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE, OPEN_BRACKET } from '../../json/JsonReader'
import type { JsonShape } from '../../json/JsonShape'
import { nullIfNoId, SPAN_ID_DIGITS, TRACE_ID_DIGITS } from '../../json/readId'
import { readCount } from '../../json/readNumber'
import { readText } from '../../json/readText'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { OtelTags } from '../OtelTags'
import { type JaegerModel, SpanField } from './JaegerModel'
import { JaegerLogs } from './JaegerLogs'
import type { Processes } from './Processes'
import { References } from './References'
import { RepeatedId } from './RepeatedId'
import { TagObject } from './TagObject'
import { SpanTimes } from './SpanTimes'
import { TraceIdHalves } from './TraceIdHalves'
import { TagReader } from './TagReader'

const WARNINGS = new TextEncoder().encode('jaeger.warnings')

/** Reads spans of one of Jaeger's models. */
export class JaegerSpans {
  private readonly builder: SpanBatchBuilder
  private readonly model: JaegerModel
  private readonly processes: Processes
  private readonly order: FieldOrder
  private readonly kept = new KeptText()
  private readonly otel: OtelTags
  private readonly tags: TagReader
  private readonly tagObject: TagObject
  private readonly logs: JaegerLogs
  private readonly traceIds: RepeatedId
  private readonly references: References
  private readonly times: SpanTimes
  private readonly halves: TraceIdHalves
  private resource: Deferred<Resource>

  constructor(builder: SpanBatchBuilder, model: JaegerModel, processes: Processes) {
    this.builder = builder
    this.model = model
    this.processes = processes
    this.resource = processes.unnamed
    this.order = new FieldOrder(model.span)
    this.otel = new OtelTags(builder)
    this.tags = new TagReader(builder.spans.attributes, this.kept, this.otel, model)
    this.tagObject = new TagObject(builder.spans.attributes, this.otel)
    this.logs = new JaegerLogs(builder, this.kept, model)
    this.traceIds = new RepeatedId(builder.text, this.kept, model.readId, TRACE_ID_DIGITS)
    this.halves = new TraceIdHalves(builder.text)
    this.times = new SpanTimes(builder, model)
    this.references = new References(builder, model, this.traceIds)
  }

  /** Reads one span into the row that it begins. */
  read(reader: JsonReader): void {
    if (reader.peek() !== OPEN_BRACE) throw new RecordFault('not_a_span', 'a span is not an object')
    const { builder, halves, model, otel, order, processes, references, times } = this
    const { spans, text } = builder
    const row = builder.beginSpan()
    this.kept.beginRow(row)
    otel.begin(row)
    references.clear()
    times.clear()
    halves.clear()
    this.resource = processes.unnamed
    let identified = false
    for (let field = order.first(reader); field !== NO_MORE_FIELDS; field = order.next(reader, field)) {
      switch (field) {
        case SpanField.traceId:
          this.traceIds.read(reader, spans.traceId, row, 'the trace id')
          break
        case SpanField.spanId:
          model.readId(reader, text, spans.spanId, row, SPAN_ID_DIGITS, 'the span id')
          identified = true
          break
        case SpanField.parentSpanId:
          model.readId(reader, text, spans.parentSpanId, row, SPAN_ID_DIGITS, 'the parent’s span id')
          nullIfNoId(text, spans.parentSpanId, row)
          break
        case SpanField.flags:
          spans.flags[row] = readCount(reader, 'flags')
          break
        case SpanField.operationName:
          readText(reader, text, spans.name, row, 'operationName')
          break
        case SpanField.references:
          references.read(reader)
          break
        case SpanField.startTime:
          times.readStart(reader)
          break
        case SpanField.duration:
          times.readDuration(reader)
          break
        case SpanField.tags:
          this.tags.read(reader)
          break
        case SpanField.logs:
          this.logs.read(reader, row)
          break
        case SpanField.warnings:
          this.readWarnings(reader)
          break
        case SpanField.processId:
          this.resource = processes.readId(reader) ?? this.resource
          break
        case SpanField.traceIdLow:
        case SpanField.traceIdHigh:
          halves.read(reader, field === SpanField.traceIdHigh)
          break
        case SpanField.process:
          this.resource = processes.readInline(reader) ?? this.resource
          break
        case SpanField.tag:
          this.tagObject.read(reader)
          break
        default:
          reader.skipValue()
      }
    }
    if (!identified) throw new RecordFault('not_a_span', 'a span has no span id')
    if (halves.isTold) halves.setId(spans.traceId, row)
    times.finish(row)
    otel.finish()
    references.resolve(row)
  }

  /** Ends the span that was read, which cannot be taken back from then on. */
  end(): void {
    this.builder.endSpan(this.resource, this.otel.scope)
  }

  /** What Jaeger found fault with in this span becomes an attribute of it. */
  private readWarnings(reader: JsonReader): void {
    if (reader.peek() !== OPEN_BRACKET) return reader.skipValue()
    const { spans, text } = this.builder
    const offset = text.length
    copyJson(reader, text)
    if (text.length - offset <= 2) return
    spans.attributes.set(spans.attributes.keyOf(WARNINGS), offset, text.length - offset, TYPE_CODES.a)
  }
}

/** A span to be read whole. */
export function spanShape(spans: JaegerSpans): JsonShape {
  return {
    what: 'a span',
    record: true,
    read: (reader) => {
      spans.read(reader)
      spans.end()
    },
  }
}
