import type { AttributeColumns } from '../columns/AttributeColumns'
import { Deferred } from '../columns/Deferred'
import { NO_ATTRIBUTES, type Scope } from '../columns/Resource'
import { FieldNames } from '../json/FieldNames'
import { KIND_NAMES } from './kindNames'
import type { SpanBatchBuilder } from '../SpanBatchBuilder'

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
 * fields, as Jaeger's own translator does (`internal/jptrace`, `FromDBModel`). One per span, reused.
 */
export class OtelTags {
  private readonly builder: SpanBatchBuilder
  private readonly tags: AttributeColumns
  private readonly scopes = new Map<string, Deferred<Scope>>()
  private row = 0
  private error = false
  private code = -1
  private httpStatus = 0
  private description = { key: -1, offset: 0, length: 0, type: 0 }
  private scopeName: string | null = null
  private scopeVersion: string | null = null

  constructor(builder: SpanBatchBuilder) {
    this.builder = builder
    this.tags = builder.spans.attributes
  }

  begin(row: number): void {
    this.row = row
    this.error = false
    this.code = -1
    this.httpStatus = 0
    this.description.key = -1
    this.scopeName = null
    this.scopeVersion = null
  }

  /** To be called with each tag of the span once it is set. Takes back those which became a field. */
  readonly take = (key: number, offset: number, length: number, type: number): void => {
    const { offset: keyOffset, length: keyLength, text: keys } = this.tags.keys
    const start = keyOffset[key] ?? 0
    const tag = TAGS.find(keys.bytes, start, start + (keyLength[key] ?? 0))
    if (tag < 0 || length < 0) return
    if (this.apply(tag, key, offset, length, type)) this.tags.removeLast(key)
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
    const { scopeName: name, scopeVersion: version } = this
    if (name === null && version === null) return null
    const id = JSON.stringify([name, version])
    let scope = this.scopes.get(id)
    if (scope === undefined) {
      scope = new Deferred<Scope>({ name: bytesOf(name), version: bytesOf(version), attributes: NO_ATTRIBUTES })
      this.scopes.set(id, scope)
    }
    return scope
  }

  /** Whether the tag became a field. */
  private apply(tag: number, key: number, offset: number, length: number, type: number): boolean {
    const { spans, text } = this.builder
    const find = (names: FieldNames): number => names.find(text.bytes, offset, offset + length)
    switch (tag) {
      case Tag.kind: {
        const kind = find(KIND_NAMES)
        if (kind >= 0) spans.kind[this.row] = kind
        return kind >= 0
      }
      case Tag.error:
        if (find(TRUE) < 0) return false
        this.error = true
        return true
      case Tag.code:
        this.code = find(STATUS)
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
        this.scopeName = text.read(offset, length)
        return true
      default:
        this.scopeVersion = text.read(offset, length)
        return true
    }
  }
}

function bytesOf(text: string | null): Uint8Array | null {
  return text === null || text === '' ? null : new TextEncoder().encode(text)
}
