import { TYPE_CODES } from '../../columns/AttributeColumns'
import { TextColumn } from '../../columns/TextColumn'
import { FieldNames } from '../../json/FieldNames'
import { type JsonReader, NO_MORE_FIELDS, QUOTE } from '../../json/JsonReader'
import { isNoId, readId, SPAN_ID_DIGITS, TRACE_ID_DIGITS } from '../../json/readId'
import { skipNull } from '../../json/readText'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'

const REFERENCE = new FieldNames(['refType', 'traceID', 'spanID'])
const TYPE = new FieldNames(['CHILD_OF', 'FOLLOWS_FROM'])
const CHILD_OF = 0
const FOLLOWS_FROM = 1
const REF_TYPE = new TextEncoder().encode('opentracing.ref_type')

/** The references of one span, kept until its trace and all of them are known. Reused. */
export class References {
  private readonly builder: SpanBatchBuilder
  private count = 0
  private readonly traceId = new TextColumn()
  private readonly spanId = new TextColumn()
  private types: number[] = []

  constructor(builder: SpanBatchBuilder) {
    this.builder = builder
  }

  clear(): void {
    this.count = 0
    this.types = []
  }

  read(reader: JsonReader): void {
    if (skipNull(reader) || !reader.firstElement()) return
    const { text } = this.builder
    do {
      const index = this.count++
      if (index >= this.traceId.length.length)
        for (const column of [this.traceId, this.spanId]) column.grow((index + 4) * 2)
      this.traceId.setEmpty(index)
      this.spanId.setEmpty(index)
      this.types[index] = CHILD_OF
      for (let field = reader.firstField(REFERENCE); field !== NO_MORE_FIELDS; field = reader.nextField(REFERENCE)) {
        if (field === 1) readId(reader, text, this.traceId, index, TRACE_ID_DIGITS, 'the traceID of a reference')
        else if (field === 2) readId(reader, text, this.spanId, index, SPAN_ID_DIGITS, 'the spanID of a reference')
        else if (field === 0 && reader.peek() === QUOTE) {
          reader.scanString()
          this.types[index] = TYPE.find(reader.token, reader.tokenStart, reader.tokenEnd)
        } else reader.skipValue()
      }
    } while (reader.nextElement())
  }

  /**
   * The parent is the first CHILD_OF within the trace, else the one that the span itself names, else the only reference.
   * All others become links, which keep their type as OpenTelemetry's translator writes it.
   */
  resolve(row: number): void {
    const { spans, links } = this.builder
    const parent = this.parentOf(row)
    if (parent >= 0) spans.parentSpanId.set(row, this.spanId.offset[parent] ?? 0, this.spanId.length[parent] ?? 0)
    for (let index = 0; index < this.count; index++) {
      if (index === parent || isNoId(this.builder.text, this.spanId, index)) continue
      const link = links.begin(row)
      links.traceId.set(link, this.traceId.offset[index] ?? 0, this.traceId.length[index] ?? 0)
      links.spanId.set(link, this.spanId.offset[index] ?? 0, this.spanId.length[index] ?? 0)
      const type = this.types[index]
      if (type !== CHILD_OF && type !== FOLLOWS_FROM) continue
      const name = type === CHILD_OF ? 'child_of' : 'follows_from'
      links.attributes.setText(links.attributes.keyOf(REF_TYPE), name, TYPE_CODES.s)
    }
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
    const trace = spans.traceId
    return (
      length === 0 ||
      text.equals(this.traceId.offset[index] ?? 0, length, text.bytes, trace.offset[row] ?? 0, trace.length[row] ?? 0)
    )
  }
}
