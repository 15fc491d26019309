import { ByteInterner } from '../columns/ByteInterner'
import { Deferred } from '../columns/Deferred'
import type { Resource, Scope } from '../columns/Resource'
import type { DecodeProblems } from '../DecodeProblems'
import { FieldNames } from '../json/FieldNames'
import type { JsonReader } from '../json/JsonReader'
import type { JsonShape } from '../json/JsonShape'
import { JsonWalker } from '../json/JsonWalker'
import { elementsOf, isObject, type Sketch } from '../sketchJson'
import type { SpanBatchBuilder } from '../SpanBatchBuilder'
import type { TraceFormat } from '../TraceFormat'
import { readLog } from './otlp/readLog'
import { readResource, readScope } from './otlp/readResource'
import { readSpan, type SpanNotice } from './otlp/readSpan'

/**
 * OTLP in its JSON form: `TracesData`, `LogsData` and export requests, as documents, JSON lines and lists, bare or wrapped
 * as Jaeger's and Tempo's APIs answer. Ids are taken as hexadecimal. Metrics and profiles are counted, not read.
 * https://github.com/open-telemetry/opentelemetry-proto/blob/main/docs/specification.md#json-protobuf-encoding
 */
export const otlpJson: TraceFormat = {
  name: 'otlp_json',
  title: 'OTLP JSON',
  recognises: (head) => head.values.some((value) => isOtlp(value)),
  decoder: ({ head, builder, problems }) => {
    return new JsonWalker(new OtlpDocument(builder, problems).root, builder, problems, head.isJsonLines)
  },
}

/** Names that fields have had, in camel and snake case. */
const SCOPE_SPANS = ['scopeSpans', 'scope_spans', 'instrumentationLibrarySpans', 'instrumentation_library_spans']
const SCOPE_LOGS = ['scopeLogs', 'scope_logs', 'instrumentationLibraryLogs']
const SCOPE_METRICS = ['scopeMetrics', 'scope_metrics', 'instrumentationLibraryMetrics']
const RESOURCE_SPANS = ['resourceSpans', 'resource_spans']
const RESOURCE_LOGS = ['resourceLogs', 'resource_logs']
const RESOURCE_METRICS = ['resourceMetrics', 'resource_metrics']
const RESOURCE_PROFILES = ['resourceProfiles', 'resource_profiles']
const SIGNALS = [...RESOURCE_SPANS, ...RESOURCE_LOGS, ...RESOURCE_METRICS, ...RESOURCE_PROFILES]
const INSIDE = [...SCOPE_SPANS, ...SCOPE_LOGS, ...SCOPE_METRICS]
const WRAPPERS = ['result', 'trace', 'data']
const PER_RESOURCE = new FieldNames([
  'resource',
  SCOPE_SPANS,
  SCOPE_LOGS,
  SCOPE_METRICS,
  [...RESOURCE_SPANS, 'batches'],
  RESOURCE_LOGS,
  RESOURCE_METRICS,
  RESOURCE_PROFILES,
  WRAPPERS,
])

function isOtlp(first: Sketch): boolean {
  let value: Sketch | undefined = Array.isArray(first) ? first[0] : first
  for (let depth = 0; depth < 3 && isObject(value); depth++) {
    const object = value
    if (SIGNALS.some((signal) => Array.isArray(object.get(signal))) || isResourceSpans(object)) return true
    if (elementsOf(object.get('batches')).some(isResourceSpans)) return true
    value = WRAPPERS.map((wrapper) => object.get(wrapper)).find(isObject)
  }
  return false
}

function isResourceSpans(value: Sketch): boolean {
  return isObject(value) && INSIDE.some((field) => Array.isArray(value.get(field)))
}

/** What was read of one document and holds for what follows in it. */
class OtlpDocument {
  readonly root: JsonShape
  private readonly builder: SpanBatchBuilder
  private resource = new Deferred<Resource>()
  private scope = new Deferred<Scope>()
  /** Rows wait for what is not known yet. */
  private awaitsResource = false
  private awaitsScope = false
  private resourceKnown = false
  private scopeKnown = false
  private readonly resources = new ByteInterner<Deferred<Resource>>()
  private readonly scopes = new ByteInterner<Deferred<Scope>>()

  constructor(builder: SpanBatchBuilder, problems: DecodeProblems) {
    this.builder = builder
    const notice: SpanNotice = (code, message, offset) => problems.noticeInRecord(code, message, { offset })
    const span: JsonShape = {
      what: 'a span',
      record: true,
      read: (reader) => {
        const row = builder.beginSpan()
        readSpan(reader, builder, row, notice)
        this.wait()
        builder.endSpan(this.resource, this.scope)
      },
    }
    const log: JsonShape = {
      what: 'a log record',
      record: true,
      read: (reader) => {
        readLog(reader, builder, builder.beginLog())
        this.wait()
        builder.endLog(this.resource)
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
    const list: JsonShape = { what: 'the resources', elements: perResource }
    const wrapped: JsonShape = { what: 'a document' }
    const request: JsonShape = {
      what: 'a document',
      ...this.perResource([
        ...inside,
        list,
        list,
        list,
        { what: 'the profiles', elements: leftOut('profiles') },
        wrapped,
      ]),
    }
    Object.assign(wrapped, request, { elements: request })
    this.root = wrapped
  }

  /** An object with a resource and lists of what it sent; a document may be one itself. */
  private perResource(values: JsonShape[]): Omit<JsonShape, 'what'> {
    return {
      fields: { names: PER_RESOURCE, values },
      enter: () => {
        this.resource = new Deferred()
        this.resourceKnown = false
      },
      leave: () => {
        this.settleResource()
        this.resource = new Deferred()
        this.resourceKnown = false
      },
      awaited: { fields: [0], waiting: () => this.awaitsResource, settle: () => this.settleResource() },
    }
  }

  /** A list of scopes with what each sent. */
  private scoped(records: string, scope: JsonShape, list: JsonShape, alias = records): JsonShape {
    return {
      what: 'the scopes',
      elements: {
        what: 'a scope and its records',
        fields: {
          names: new FieldNames([
            ['scope', 'instrumentationLibrary', 'instrumentation_library'],
            [records, alias],
          ]),
          values: [scope, list],
        },
        enter: () => {
          this.scope = new Deferred()
          this.scopeKnown = false
        },
        leave: () => this.settleScope(),
        awaited: { fields: [0], waiting: () => this.awaitsScope, settle: () => this.settleScope() },
      },
    }
  }

  private wait(): void {
    if (this.resourceKnown && this.scopeKnown) return
    this.awaitsResource ||= !this.resourceKnown
    this.awaitsScope ||= !this.scopeKnown
    this.builder.hold()
  }

  private readResource(reader: JsonReader): void {
    const { start, end } = extent(reader)
    const known = this.resources.get(reader.bytes, start, end, () => {
      reader.position = start
      return new Deferred(readResource(reader))
    })
    reader.position = end
    if (this.awaitsResource) this.resource.content = known.content
    else this.resource = known
    this.settleResource()
  }

  private readScope(reader: JsonReader): void {
    const { start, end } = extent(reader)
    const known = this.scopes.get(reader.bytes, start, end, () => {
      reader.position = start
      return new Deferred(readScope(reader))
    })
    reader.position = end
    if (this.awaitsScope) this.scope.content = known.content
    else this.scope = known
    this.settleScope()
  }

  private settleResource(): void {
    this.resourceKnown = true
    this.awaitsResource = false
    this.release()
  }

  private settleScope(): void {
    this.scopeKnown = true
    this.awaitsScope = false
    this.release()
  }

  private release(): void {
    if (!this.awaitsResource && !this.awaitsScope) this.builder.release()
  }
}

function extent(reader: JsonReader): { start: number; end: number } {
  reader.peek()
  const start = reader.position
  reader.skipValue()
  return { start, end: reader.position }
}
