import { Deferred } from '../../columns/Deferred'
import type { Resource } from '../../columns/Resource'
import type { TextColumn } from '../../columns/TextColumn'
import type { DecodeProblems } from '../../DecodeProblems'
import type { JsonReader } from '../../json/JsonReader'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { endOf } from '../endOf'
import { addRemoteEndpoint, type Endpoints } from './endpoints'
import { readV1Record } from './readV1Record'
import { finishParent, setDebug } from './spanParts'
import { type SplitSpan, splitV1, type V1Side } from './splitV1'
import { V1Record } from './V1Record'
import { ZipkinTags } from './ZipkinTags'

/** Reads spans of Zipkin's v1 model, and ends one for each side that a record holds. */
export class ZipkinV1Spans {
  private readonly builder: SpanBatchBuilder
  private readonly endpoints: Endpoints
  private readonly problems: DecodeProblems
  private readonly tags: ZipkinTags
  private readonly record = new V1Record()
  private readonly unknown = new Deferred<Resource>()

  constructor(builder: SpanBatchBuilder, endpoints: Endpoints, problems: DecodeProblems) {
    this.builder = builder
    this.endpoints = endpoints
    this.problems = problems
    this.tags = new ZipkinTags(builder)
  }

  /** False, with nothing ended, for a span of version 2. Nothing can fail once the first side is ended. */
  read(reader: JsonReader): boolean {
    const { offset } = reader
    if (!readV1Record(reader, this.endpoints, this.record)) return false
    const split = splitV1(this.record)
    for (const [number, side] of split.sides.entries()) {
      this.write(side, number, split)
      if (number === 0) continue
      const message = 'a span that holds several sides of a call counts as a record for each'
      this.problems.noticeInRecord('split_record', message, { offset })
    }
    return true
  }

  private write(side: V1Side, number: number, split: SplitSpan): void {
    const { builder, record, tags } = this
    const { spans } = builder
    const row = builder.beginSpan()
    tags.begin(row)
    this.copy(record.traceId, 0, spans.traceId, row)
    this.copy(record.id, 0, spans.spanId, row)
    this.copy(record.parentId, 0, spans.parentSpanId, row)
    this.copy(record.name, 0, spans.name, row)
    finishParent(builder, row)
    spans.kind[row] = side.kind
    spans.start[row] = side.start
    spans.end[row] = endOf(side.start, side.duration)
    spans.shared[row] = side.shared ? 1 : 0
    this.writeEvents(row, number, split)
    this.writeTags(number, split)
    if (record.debug) setDebug(builder)
    if (side.remote !== null) addRemoteEndpoint(side.remote, spans.attributes)
    tags.finish()
    builder.endSpan(side.local?.resource ?? this.unknown, tags.scope)
  }

  private writeEvents(row: number, side: number, { eventOf }: SplitSpan): void {
    const { events } = this.builder
    for (const [annotation, { time }] of this.record.annotations.entries()) {
      if (eventOf[annotation] !== side) continue
      const event = events.begin(row)
      events.time[event] = time
      this.copy(this.record.value, annotation, events.name, event)
    }
  }

  private writeTags(side: number, { tagOf }: SplitSpan): void {
    const { text, spans } = this.builder
    const { tagKey, tagValue, binaryAnnotations, text: from } = this.record
    for (const [tag, { type }] of binaryAnnotations.entries()) {
      if (tagOf[tag] !== side) continue
      const start = tagKey.offset[tag] ?? 0
      const key = spans.attributes.keys.intern(from.bytes, start, start + (tagKey.length[tag] ?? 0))
      const offset = text.length
      const length = tagValue.length[tag] ?? -1
      const valueAt = tagValue.offset[tag] ?? 0
      if (length > 0) text.appendBytes(from.bytes, valueAt, valueAt + length)
      spans.attributes.set(key, offset, length, type)
      this.tags.take(key, offset, length, type)
    }
  }

  /** Copies a text of the record, where there is one, into the batch. */
  private copy(column: TextColumn, row: number, into: TextColumn, intoRow: number): void {
    const { text } = this.builder
    const length = column.length[row] ?? -1
    if (length < 0) return
    const start = column.offset[row] ?? 0
    into.set(intoRow, text.length, length)
    text.appendBytes(this.record.text.bytes, start, start + length)
  }
}
