import { ByteInterner } from '../columns/ByteInterner'
import { Deferred } from '../columns/Deferred'
import { KeyTable } from '../columns/KeyTable'
import type { Resource } from '../columns/Resource'
import type { DecodeProblems } from '../DecodeProblems'
import { FieldNames } from '../json/FieldNames'
import { COLON, CLOSE_BRACE, type JsonReader, OPEN_BRACE, QUOTE } from '../json/JsonReader'
import type { JsonShape } from '../json/JsonShape'
import { JsonWalker } from '../json/JsonWalker'
import { skipNull } from '../json/readText'
import { sampleOf } from '../sampleOf'
import { elementsOf, isObject, type Sketch } from '../sketchJson'
import type { SpanBatchBuilder } from '../SpanBatchBuilder'
import type { TraceFormat } from '../TraceFormat'
import { readProcess } from './jaeger/readProcess'
import { readSpan } from './jaeger/readSpan'
import { References } from './jaeger/References'
import { OtelTags } from './OtelTags'

/**
 * Jaeger's UI model, as its UI downloads it and its HTTP API answers: `{"data":[trace …]}`, a list of traces, one
 * trace, and JSON lines of these. Not its protobuf's JSON form, and not what it stores in Elasticsearch.
 * https://github.com/jaegertracing/jaeger/blob/main/internal/uimodel/model.go
 */
export const jaegerJson: TraceFormat = {
  name: 'jaeger_json',
  title: 'Jaeger JSON',
  recognises: (head) => head.values.some(isJaeger),
  decoder: ({ head, builder, problems }) => {
    return new JsonWalker(new JaegerDocument(builder, problems).root, builder, problems, head.isJsonLines)
  },
}

function isJaeger(value: Sketch): boolean {
  if (Array.isArray(value)) return value.some(isTrace)
  if (!isObject(value)) return false
  const data = value.get('data')
  if (Array.isArray(data) && data.length === 0) return value.has('errors') && value.has('limit')
  return isTrace(value) || elementsOf(data).some(isTrace) || (data !== undefined && isTrace(data))
}

/** Spans which are Jaeger's, but not as its UI holds them in its own state (`services` beside `spans`). */
function isTrace(value: Sketch): boolean {
  if (!isObject(value) || value.has('services')) return false
  // Processes may come first, and so many that the head ends within them.
  const processes = value.get('processes')
  if (!value.has('spans') && isObject(processes)) return [...processes.values()].some(isProcess)
  if (!Array.isArray(value.get('spans'))) return false
  const [first] = elementsOf(value.get('spans'))
  if (first === undefined) return value.has('traceID')
  return isObject(first) && (first.has('spanID') || (first.has('traceID') && !first.has('spanId')))
}

function isProcess(value: Sketch): boolean {
  return isObject(value) && value.has('serviceName')
}

/** What was read of one trace and holds for the rest of it: its processes, by their ids. */
class JaegerDocument {
  readonly root: JsonShape
  private readonly builder: SpanBatchBuilder
  private readonly ids = new KeyTable()
  private processes: Deferred<Resource>[] = []
  private readonly contents = new ByteInterner<Resource>()
  private unknown = new Deferred<Resource>()
  private resource = this.unknown
  /** Rows wait for the processes; they have been read, or will not come. */
  private waiting = false
  private settled = false

  constructor(builder: SpanBatchBuilder, problems: DecodeProblems) {
    this.builder = builder
    const around = {
      tags: new OtelTags(builder),
      references: new References(builder),
      processId: (reader: JsonReader) => this.readProcessId(reader),
      process: (reader: JsonReader) => this.readProcess(reader),
    }
    const span: JsonShape = {
      what: 'a span',
      record: true,
      read: (reader) => {
        this.resource = this.unknown
        const row = builder.beginSpan()
        readSpan(reader, builder, row, around)
        if (this.resource.content === null && this.resource !== this.unknown && !this.settled) {
          this.waiting = true
          builder.hold()
        }
        builder.endSpan(this.resource, around.tags.scope)
      },
    }
    const warnings: JsonShape = {
      what: 'the warnings of a trace',
      read: (reader) => {
        const start = (reader.peek(), reader.position)
        reader.skipValue()
        const text = sampleOf(reader.bytes.subarray(start, reader.position))
        if (reader.position - start <= 4) return
        problems.noticeInRecord('trace_warnings', `Jaeger's own warnings about a trace: ${text}`, {
          offset: reader.base + start,
        })
      },
    }
    const data: JsonShape = { what: 'the traces' }
    const trace: JsonShape = {
      what: 'a trace',
      fields: {
        names: new FieldNames(['spans', 'processes', 'warnings', 'data', 'traceID']),
        values: [
          { what: 'the spans', elements: span },
          { what: 'the processes', read: (reader) => this.readProcesses(reader) },
          warnings,
          data,
          { what: 'a trace id', skipped: () => {} },
        ],
      },
      enter: () => this.begin(),
      leave: () => this.settle(),
      awaited: { fields: [1], waiting: () => this.waiting, settle: () => this.settle() },
    }
    Object.assign(data, trace, { elements: trace })
    this.root = { ...trace, what: 'a document', elements: trace }
  }

  private begin(): void {
    this.ids.clear()
    this.processes = []
    this.unknown = new Deferred()
    this.waiting = false
    this.settled = false
  }

  private settle(): void {
    this.waiting = false
    this.settled = true
    this.builder.release()
  }

  private readProcessId(reader: JsonReader): void {
    if (skipNull(reader)) return
    if (reader.peek() !== QUOTE) return reader.skipValue()
    this.resource = this.named(reader)
  }

  /** The process whose id follows, at its opening quote. */
  private named(reader: JsonReader): Deferred<Resource> {
    const start = reader.position + 1
    let id = this.ids.expected(reader.bytes, reader.view, start, reader.end)
    if (id >= 0) reader.position = start + (this.ids.length[id] ?? 0) + 1
    else {
      reader.scanString()
      id = this.ids.intern(reader.token, reader.tokenStart, reader.tokenEnd)
    }
    return (this.processes[id] ??= new Deferred<Resource>())
  }

  private readProcess(reader: JsonReader): void {
    if (reader.peek() !== OPEN_BRACE) return reader.skipValue()
    this.resource = new Deferred(this.contentOf(reader))
  }

  private readProcesses(reader: JsonReader): void {
    if (reader.peek() !== OPEN_BRACE) return reader.skipValue()
    reader.position++
    if (reader.peek() === CLOSE_BRACE) reader.position++
    else {
      do {
        if (reader.peek() !== QUOTE) throw reader.fault(reader.position, 'expected a key')
        const process = this.named(reader)
        reader.expect(COLON)
        if (reader.peek() === OPEN_BRACE) process.content = this.contentOf(reader)
        else reader.skipValue()
      } while (nextEntry(reader))
    }
    this.settle()
  }

  private contentOf(reader: JsonReader): Resource {
    const start = reader.position
    reader.skipValue()
    const end = reader.position
    const content = this.contents.get(reader.bytes, start, end, () => {
      reader.position = start
      return readProcess(reader)
    })
    reader.position = end
    return content
  }
}

function nextEntry(reader: JsonReader): boolean {
  const byte = reader.peek()
  if (byte === CLOSE_BRACE) {
    reader.position++
    return false
  }
  reader.expect(0x2c)
  return true
}
