import type { KeptText } from '../../columns/KeptText'
import { TimeCells } from '../../columns/TimeCells'
import { FieldNames } from '../../json/FieldNames'
import { FieldOrder } from '../../json/FieldOrder'
import { type JsonReader, NO_MORE_FIELDS } from '../../json/JsonReader'
import { readDigits } from '../../json/readDigits'
import { skipNull } from '../../json/readText'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import type { JaegerModel } from './JaegerModel'
import { TagReader } from './TagReader'

const LOG = new FieldNames(['timestamp', 'fields'])
const EVENT = new FieldNames(['event'])

/** Reads the logs of spans, which are events of theirs. The field `event` is the event's name. */
export class JaegerLogs {
  private readonly builder: SpanBatchBuilder
  private readonly model: JaegerModel
  private readonly order = new FieldOrder(LOG)
  private readonly fields: TagReader
  private readonly times = new TimeCells()
  private event = 0

  constructor(builder: SpanBatchBuilder, kept: KeptText, model: JaegerModel) {
    this.builder = builder
    this.model = model
    this.fields = new TagReader(builder.events.attributes, kept, this, model)
  }

  read(reader: JsonReader, span: number): void {
    if (skipNull(reader) || !reader.firstElement()) return
    const { order } = this
    const { events } = this.builder
    do {
      this.event = events.begin(span)
      for (let field = order.first(reader); field !== NO_MORE_FIELDS; field = order.next(reader, field)) {
        if (field === 0) this.readTime(reader)
        else if (field === 1) this.fields.read(reader)
        else reader.skipValue()
      }
    } while (reader.nextElement())
  }

  private readTime(reader: JsonReader): void {
    const { time } = this.builder.events
    reader.peek()
    const microseconds = this.model.microseconds ? readDigits(reader) : -1
    if (microseconds >= 0) this.times.setMicroseconds(time, this.event, microseconds)
    else time[this.event] = this.model.readTime(reader, 'the timestamp of a log')
  }

  meaningOf(bytes: Uint8Array, start: number, end: number): number {
    return EVENT.find(bytes, start, end)
  }

  accept(_: number, key: number, offset: number, length: number): void {
    const { events } = this.builder
    if (length < 0) return
    events.name.set(this.event, offset, length)
    events.attributes.removeLast(key)
  }
}
