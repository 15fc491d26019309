import type { AttributeColumns } from '../columns/AttributeColumns'
import type { Deferred } from '../columns/Deferred'
import type { Scope } from '../columns/Resource'
import { FieldNames } from '../json/FieldNames'
import type { SpanBatchBuilder } from '../SpanBatchBuilder'
import { KIND_NAMES } from './kindNames'
import { NamedScopes } from './NamedScopes'

const TAGS = new FieldNames([
  'span.kind',
  'error',
  'otel.status_code',
  'otel.status_description',
  ['http.status_code', 'http.response.status_code'],
  'w3c.tracestate',
  ['otel.scope.name', 'otel.library.name'],
  ['otel.scope.version', 'otel.library.version'],
])
const Tag = {
  kind: 0,
  error: 1,
  code: 2,
  description: 3,
  http: 4,
  traceState: 5,
  scopeName: 6,
  scopeVersion: 7,
} as const
const STATUS = new FieldNames([
  ['UNSET', 'unset', 'Unset'],
  ['OK', 'ok', 'Ok'],
  ['ERROR', 'error', 'Error'],
])
const TRUE = new FieldNames([['true', 'True', 'TRUE']])

const OK = 1
const ERROR = 2
const CLIENT = 3
const ZERO = 0x30

/**
 * Turns the tags by which Jaeger and Zipkin keep what OpenTelemetry has fields for back into those
 * fields, as Jaeger's own translator does (`internal/jptrace`, `FromDBModel`). One per decoder.
 */
export class OtelTags {
  private readonly builder: SpanBatchBuilder
  private readonly tags: AttributeColumns
  private readonly scopes: NamedScopes
  private row = 0
  private error = false
  private code = -1
  private httpStatus = 0
  private description = { key: -1, offset: 0, length: 0, type: 0 }
  /** Where they lie in the text; a length of −1 for none. */
  private scopeName = { offset: 0, length: -1 }
  private scopeVersion = { offset: 0, length: -1 }

  constructor(builder: SpanBatchBuilder) {
    this.builder = builder
    this.tags = builder.spans.attributes
    this.scopes = new NamedScopes(builder.text)
  }

  begin(row: number): void {
    this.row = row
    this.error = false
    this.code = -1
    this.httpStatus = 0
    this.description.key = -1
    this.scopeName.length = -1
    this.scopeVersion.length = -1
  }

  /** To be called with each tag of the span once it is set. Takes back those which became a field. */
  take(key: number, offset: number, length: number, type: number): void {
    const { keys } = this.tags
    const start = keys.offset[key] ?? 0
    const meaning = this.meaningOf(keys.text.bytes, start, start + (keys.length[key] ?? 0))
    if (meaning >= 0) this.accept(meaning, key, offset, length, type)
  }

  /** What a key, bytes [start, end), means here, for `accept`; −1 for nothing. */
  meaningOf(bytes: Uint8Array, start: number, end: number): number {
    return TAGS.find(bytes, start, end)
  }

  /** `take` for a key whose meaning is known. */
  accept(meaning: number, key: number, offset: number, length: number, type: number): void {
    if (length >= 0 && this.apply(meaning, key, offset, length, type)) this.tags.removeLast(key)
  }

  /** Behind the last tag: sets what several of them decide together. */
  finish(): void {
    const { spans } = this.builder
    const { row, description } = this
    if (this.error) spans.status[row] = ERROR
    else if (this.code >= 0) spans.status[row] = this.code
    else if (this.httpStatus >= 500 || (this.httpStatus >= 400 && spans.kind[row] === CLIENT)) spans.status[row] = ERROR
    if (description.key < 0) return
    const status = spans.status[row]
    if (status !== OK && status !== ERROR)
      this.tags.set(description.key, description.offset, description.length, description.type)
    else if (description.length > 0) spans.statusMessage.set(row, description.offset, description.length)
  }

  get scope(): Deferred<Scope> | null {
    const { scopeName, scopeVersion } = this
    return scopeName.length < 0 && scopeVersion.length < 0 ? null : this.scopes.get(scopeName, scopeVersion)
  }

  /** Whether the tag became a field. */
  private apply(tag: number, key: number, offset: number, length: number, type: number): boolean {
    const { spans, text } = this.builder
    switch (tag) {
      case Tag.kind: {
        const kind = KIND_NAMES.find(text.bytes, offset, offset + length)
        if (kind >= 0) spans.kind[this.row] = kind
        return kind >= 0
      }
      case Tag.error:
        if (TRUE.find(text.bytes, offset, offset + length) < 0) return false
        this.error = true
        return true
      case Tag.code:
        this.code = STATUS.find(text.bytes, offset, offset + length)
        return this.code >= 0
      case Tag.description:
        this.description = { key, offset, length, type }
        return true
      case Tag.http:
        this.httpStatus = 0
        for (let at = offset; at < offset + length; at++)
          this.httpStatus = this.httpStatus * 10 + (text.bytes[at] ?? 0) - ZERO
        return false
      case Tag.traceState:
        if (length > 0) spans.traceState.set(this.row, offset, length)
        return true
      case Tag.scopeName:
        this.scopeName.offset = offset
        this.scopeName.length = length
        return true
      default:
        this.scopeVersion.offset = offset
        this.scopeVersion.length = length
        return true
    }
  }
}
