import { TYPE_CODES } from '../../columns/AttributeColumns'
import { TextColumn } from '../../columns/TextColumn'
import { FieldNames } from '../../json/FieldNames'
import { FieldOrder } from '../../json/FieldOrder'
import { type JsonReader, NO_MORE_FIELDS, QUOTE } from '../../json/JsonReader'
import { isNoId, SPAN_ID_DIGITS } from '../../json/readId'
import { readCount } from '../../json/readNumber'
import { skipNull } from '../../json/readText'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { type JaegerModel, ReferenceField } from './JaegerModel'
import { TraceIdHalves } from './TraceIdHalves'
import type { RepeatedId } from './RepeatedId'

const TYPE = new FieldNames(['CHILD_OF', 'FOLLOWS_FROM'])
const CHILD_OF = 0
const FOLLOWS_FROM = 1
const REF_TYPE = new TextEncoder().encode('opentracing.ref_type')

/** The references of one span, kept until its trace and all of them are known. Reused. */
export class References {
  private readonly builder: SpanBatchBuilder
  private readonly traceIds: RepeatedId
  private readonly model: JaegerModel
  private readonly order: FieldOrder
  private readonly halves: TraceIdHalves
  private count = 0
  private readonly traceId = new TextColumn()
  private readonly spanId = new TextColumn()
  private readonly types: number[] = []

  constructor(builder: SpanBatchBuilder, model: JaegerModel, traceIds: RepeatedId) {
    this.builder = builder
    this.traceIds = traceIds
    this.model = model
    this.halves = new TraceIdHalves(builder.text)
    this.order = new FieldOrder(model.reference)
  }

  clear(): void {
    this.count = 0
  }

  read(reader: JsonReader): void {
    if (skipNull(reader) || !reader.firstElement()) return
    do this.readOne(reader)
    while (reader.nextElement())
  }

  /**
   * The parent is the first CHILD_OF within the trace, else the one that the span itself names, else the only reference.
   * All others become links, which keep their type as OpenTelemetry's translator writes it.
   */
  resolve(row: number): void {
    const { count } = this
    if (count === 0) return
    const { spans, links } = this.builder
    const parent = this.parentOf(row)
    if (parent >= 0) spans.parentSpanId.set(row, this.spanId.offset[parent] ?? 0, this.spanId.length[parent] ?? 0)
    for (let index = 0; index < count; index++) {
      if (index === parent || isNoId(this.builder.text, this.spanId, index)) continue
      const link = links.begin(row)
      const isTold = (this.traceId.length[index] ?? 0) > 0
      const traceId = isTold ? this.traceId : spans.traceId
      const at = isTold ? index : row
      links.traceId.set(link, traceId.offset[at] ?? 0, traceId.length[at] ?? 0)
      links.spanId.set(link, this.spanId.offset[index] ?? 0, this.spanId.length[index] ?? 0)
      const type = this.types[index]
      if (type !== CHILD_OF && type !== FOLLOWS_FROM) continue
      const name = type === CHILD_OF ? 'child_of' : 'follows_from'
      links.attributes.setText(links.attributes.keyOf(REF_TYPE), name, TYPE_CODES.s)
    }
  }

  private readOne(reader: JsonReader): void {
    const { halves, order, model, traceIds } = this
    halves.clear()
    const { text } = this.builder
    const index = this.count++
    if (index >= this.traceId.length.length)
      for (const column of [this.traceId, this.spanId]) column.grow((index + 4) * 2)
    this.traceId.setEmpty(index)
    this.spanId.setEmpty(index)
    this.types[index] = CHILD_OF
    for (let field = order.first(reader); field !== NO_MORE_FIELDS; field = order.next(reader, field)) {
      if (field === ReferenceField.traceId) traceIds.read(reader, this.traceId, index, 'the trace id of a reference')
      else if (field === ReferenceField.spanId)
        model.readId(reader, text, this.spanId, index, SPAN_ID_DIGITS, 'the span id of a reference')
      else if (field === ReferenceField.refType && reader.peek() === QUOTE) {
        reader.scanString()
        this.types[index] = TYPE.find(reader.token, reader.tokenStart, reader.tokenEnd)
      } else if (field === ReferenceField.refType) this.types[index] = readCount(reader, 'refType')
      else if (field === ReferenceField.traceIdLow) halves.read(reader, false)
      else if (field === ReferenceField.traceIdHigh) halves.read(reader, true)
      else reader.skipValue()
    }
    if (halves.isTold) halves.setId(this.traceId, index)
  }

  private parentOf(row: number): number {
    for (let index = 0; index < this.count; index++) {
      if (this.types[index] === CHILD_OF && this.isWithin(index, row)) return index
    }
    if ((this.builder.spans.parentSpanId.length[row] ?? -1) >= 0) return -1
    return this.count === 1 && this.types[0] === FOLLOWS_FROM && this.isWithin(0, row) ? 0 : -1
  }

  /** Whether the reference names a span of the trace that row `row` is in. */
  private isWithin(index: number, row: number): boolean {
    const { text, spans } = this.builder
    if (isNoId(text, this.spanId, index)) return false
    const length = this.traceId.length[index] ?? 0
    if (length === 0) return true
    const offset = this.traceId.offset[index] ?? 0
    const traceOffset = spans.traceId.offset[row] ?? 0
    const traceLength = spans.traceId.length[row] ?? 0
    return (
      (offset === traceOffset && length === traceLength) ||
      text.equals(offset, length, text.bytes, traceOffset, traceLength)
    )
  }
}
