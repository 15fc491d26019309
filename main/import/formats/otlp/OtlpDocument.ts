import { Deferred } from '../../columns/Deferred'
import { type Resource, type Scope, UNKNOWN_RESOURCE, UNKNOWN_SCOPE } from '../../columns/Resource'
import type { DecodeProblems } from '../../DecodeProblems'
import { FieldNames } from '../../json/FieldNames'
import { JsonInterner } from '../../json/JsonInterner'
import type { JsonReader } from '../../json/JsonReader'
import type { JsonShape } from '../../json/JsonShape'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import {
  BATCHES,
  RESOURCE_LOGS,
  RESOURCE_METRICS,
  RESOURCE_PROFILES,
  RESOURCE_SPANS,
  SCOPE,
  SCOPE_LOGS,
  SCOPE_METRICS,
  SCOPE_SPANS,
  WRAPPERS,
} from './documentFields'
import { readLog } from './readLog'
import { readResource, readScope } from './readResource'
import { readSpan } from './readSpan'
import { OtlpJsonRecords } from './OtlpJsonRecords'
import { TempoAnswer } from './TempoAnswer'

const PER_RESOURCE = new FieldNames([
  'resource',
  SCOPE_SPANS,
  SCOPE_LOGS,
  SCOPE_METRICS,
  [...RESOURCE_SPANS, BATCHES],
  RESOURCE_LOGS,
  RESOURCE_METRICS,
  RESOURCE_PROFILES,
  WRAPPERS,
  'status',
  'message',
])

/** What was read of one document and holds for what follows in it. */
export class OtlpDocument {
  readonly root: JsonShape
  private readonly answer: TempoAnswer
  /** Null until it is known, or something that it sent is read. */
  private resource: Deferred<Resource> | null = null
  private scope: Deferred<Scope> | null = null
  private readonly resources = new JsonInterner<Deferred<Resource>>()
  private readonly scopes = new JsonInterner<Deferred<Scope>>()

  constructor(builder: SpanBatchBuilder, problems: DecodeProblems) {
    this.answer = new TempoAnswer(problems)
    const records = new OtlpJsonRecords(builder, problems)
    const { notices } = records
    const span: JsonShape = {
      what: 'a span',
      record: true,
      read: (reader) => {
        notices.begin()
        readSpan(reader, records, builder.beginSpan())
        notices.end()
        builder.endSpan((this.resource ??= new Deferred()), (this.scope ??= new Deferred()))
      },
    }
    const log: JsonShape = {
      what: 'a log record',
      record: true,
      read: (reader) => {
        notices.begin()
        readLog(reader, records, builder.beginLog())
        notices.end()
        builder.endLog((this.resource ??= new Deferred()))
      },
    }
    const resource: JsonShape = { what: 'a resource', read: (reader) => this.readResource(reader) }
    const scope: JsonShape = { what: 'an instrumentation scope', read: (reader) => this.readScope(reader) }
    const leftOut = (what: string): JsonShape => ({
      what,
      skipped: () => problems.notice(`${what}_left_out`, `${what} are left out`, null),
    })
    const scopeSpans = this.scoped('spans', scope, { what: 'the spans', elements: span })
    const scopeLogs = this.scoped('logRecords', scope, { what: 'the log records', elements: log }, 'log_records')
    const scopeMetrics: JsonShape = {
      what: 'the metrics',
      elements: {
        what: 'metrics of a scope',
        fields: { names: new FieldNames(['metrics']), values: [{ what: 'the metrics', elements: leftOut('metrics') }] },
      },
    }
    const inside = [resource, scopeSpans, scopeLogs, scopeMetrics]
    const perResource: JsonShape = { what: 'a resource and its records', ...this.perResource(inside) }
    const list: JsonShape = { what: 'the resources', elements: perResource, splits: true }
    const profiles: JsonShape = { what: 'the profiles', elements: leftOut('profiles') }
    const wrapped: JsonShape = { what: 'a document' }
    const { status, message } = this.answer
    const request: JsonShape = {
      what: 'a document',
      ...this.perResource([...inside, list, list, list, profiles, wrapped, status, message]),
    }
    Object.assign(wrapped, request, { elements: request, splits: true })
    this.root = wrapped
  }

  /** An object with a resource and lists of what it sent; a document may be one itself. */
  private perResource(values: JsonShape[]): Omit<JsonShape, 'what'> {
    return {
      fields: { names: PER_RESOURCE, values },
      enter: () => {
        this.answer.enter()
        this.resource = null
      },
      leave: () => {
        this.answer.leave()
        if (this.resource !== null) this.resource.content ??= UNKNOWN_RESOURCE
        this.resource = null
      },
    }
  }

  /** A list of scopes with what each sent. */
  private scoped(records: string, scope: JsonShape, list: JsonShape, alias = records): JsonShape {
    return {
      what: 'the scopes',
      elements: {
        what: 'a scope and its records',
        fields: { names: new FieldNames([SCOPE, [records, alias]]), values: [scope, list] },
        enter: () => {
          this.scope = null
        },
        leave: () => {
          if (this.scope !== null) this.scope.content ??= UNKNOWN_SCOPE
        },
      },
    }
  }

  private readResource(reader: JsonReader): void {
    const known = this.resources.read(reader, () => new Deferred(readResource(reader)))
    if (this.resource === null) this.resource = known
    else this.resource.content ??= known.content
  }

  private readScope(reader: JsonReader): void {
    const known = this.scopes.read(reader, () => new Deferred(readScope(reader)))
    if (this.scope === null) this.scope = known
    else this.scope.content ??= known.content
  }
}
