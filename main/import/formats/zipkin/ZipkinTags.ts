import type { Deferred } from '../../columns/Deferred'
import type { Scope } from '../../columns/Resource'
import { FieldNames } from '../../json/FieldNames'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { OtelTags } from '../OtelTags'

const ERROR_TAG = new FieldNames(['error'])
const STATUS_TAG = new FieldNames(['otel.status_code'])
const TRUE = new FieldNames(['true'])
const ERROR = 2

/**
 * What the tags of a Zipkin span say beyond themselves. Any value of `error`, an empty one too, makes the span an
 * error and tells what went wrong; the tag stays. But where OpenTelemetry's status stands beside it, that one
 * tells, and an `error` of `true` is just the flag which its exporters add. One per decoder, reused.
 */
export class ZipkinTags {
  private readonly builder: SpanBatchBuilder
  private readonly otel: OtelTags
  private row = 0
  private statusTold = false
  /** The tag `error`; a length of −1 for none. */
  private error = { key: 0, offset: 0, length: -1, type: 0, isFlag: false }

  constructor(builder: SpanBatchBuilder) {
    this.builder = builder
    this.otel = new OtelTags(builder)
  }

  begin(row: number): void {
    this.row = row
    this.statusTold = false
    this.error.length = -1
    this.otel.begin(row)
  }

  /** To be called with each tag once it is set. Takes back those which became a field. */
  take(key: number, offset: number, length: number, type: number): void {
    const { attributes } = this.builder.spans
    const { text, offset: keyOffset, length: keyLength } = attributes.keys
    const start = keyOffset[key] ?? 0
    const end = start + (keyLength[key] ?? 0)
    if (ERROR_TAG.find(text.bytes, start, end) < 0) {
      this.statusTold ||= STATUS_TAG.find(text.bytes, start, end) >= 0
      this.otel.take(key, offset, length, type)
      return
    }
    const isFlag = length > 0 && TRUE.find(this.builder.text.bytes, offset, offset + length) >= 0
    this.error = { key, offset, length: Math.max(length, 0), type, isFlag }
    if (isFlag) attributes.removeLast(key)
  }

  /** Behind the last tag: sets what several of them decide together. */
  finish(): void {
    this.otel.finish()
    const { error, row } = this
    if (error.length < 0) return
    const { spans } = this.builder
    spans.status[row] = ERROR
    if (this.statusTold) return
    if (error.isFlag) spans.attributes.set(error.key, error.offset, error.length, error.type)
    if (error.length > 0) spans.statusMessage.set(row, error.offset, error.length)
  }

  get scope(): Deferred<Scope> | null {
    return this.otel.scope
  }
}
