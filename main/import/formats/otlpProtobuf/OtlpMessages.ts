import { Deferred } from '../../columns/Deferred'
import { type Resource, type Scope, UNKNOWN_RESOURCE, UNKNOWN_SCOPE } from '../../columns/Resource'
import type { DecodeProblems } from '../../DecodeProblems'
import type { MessageShape } from '../../protobuf/MessageShape'
import { MessageInterner } from '../../protobuf/MessageInterner'
import type { ProtobufReader } from '../../protobuf/ProtobufReader'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { OtlpMessageRecords } from './OtlpMessageRecords'
import { otlpShape } from './otlpShape'
import { readLog } from './readLog'
import { readResource, readScope } from './readResource'
import { readSpan } from './readSpan'
import { type Signal, signalOf } from './signalOf'

const makeResource = (reader: ProtobufReader, end: number): Deferred<Resource> =>
  new Deferred(readResource(reader, end))
const makeScope = (reader: ProtobufReader, end: number): Deferred<Scope> => new Deferred(readScope(reader, end))

/** What was read of OTLP's messages and holds for what follows in them. */
export class OtlpMessages {
  readonly root: MessageShape
  private readonly builder: SpanBatchBuilder
  private readonly problems: DecodeProblems
  private readonly records: OtlpMessageRecords
  private readonly resources = new MessageInterner<Deferred<Resource>>()
  private readonly scopes = new MessageInterner<Deferred<Scope>>()
  /** Of the present message: null until it or a row of it has been read, without content while rows wait for it. */
  private resource: Deferred<Resource> | null = null
  private scope: Deferred<Scope> | null = null
  /** Of the records of the present scope, once one of them has told. */
  private signal: Signal | null = null
  private lastSignal: Signal = 'spans'

  constructor(builder: SpanBatchBuilder, problems: DecodeProblems) {
    this.builder = builder
    this.problems = problems
    this.records = new OtlpMessageRecords(builder, problems)
    this.root = otlpShape({
      perResource: {
        enter: () => (this.resource = null),
        leave: () => {
          if (this.resource?.content === null) this.resource.content = UNKNOWN_RESOURCE
        },
      },
      perScope: {
        enter: () => {
          this.scope = null
          this.signal = null
        },
        leave: () => {
          if (this.scope?.content === null) this.scope.content = UNKNOWN_SCOPE
        },
      },
      readResource: (reader, end) => this.readResource(reader, end),
      readScope: (reader, end) => this.readScope(reader, end),
      readRecord: (reader, end) => this.readRecord(reader, end),
    })
  }

  private readRecord(reader: ProtobufReader, end: number): void {
    const { builder, records } = this
    const { notices } = records
    if (this.signal === null) {
      this.signal = signalOf(reader, end)
      this.lastSignal = this.signal ?? this.lastSignal
    }
    const signal = this.signal ?? this.lastSignal
    if (signal === 'metrics' || signal === 'profiles') {
      this.problems.notice(`${signal}_left_out`, `${signal} are left out`, null)
      return
    }
    notices.begin()
    if (signal === 'spans') {
      readSpan(reader, end, records, builder.beginSpan())
      builder.endSpan((this.resource ??= new Deferred()), (this.scope ??= new Deferred()))
    } else {
      readLog(reader, end, records, builder.beginLog())
      builder.endLog((this.resource ??= new Deferred()))
    }
    notices.end()
  }

  private readResource(reader: ProtobufReader, end: number): void {
    const known = this.resources.read(reader, end, makeResource)
    if (this.resource?.content === null) this.resource.content = known.content
    else this.resource = known
  }

  private readScope(reader: ProtobufReader, end: number): void {
    const known = this.scopes.read(reader, end, makeScope)
    if (this.scope?.content === null) this.scope.content = known.content
    else this.scope = known
  }
}
