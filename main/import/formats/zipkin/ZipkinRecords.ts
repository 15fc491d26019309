import type { DecodeProblems } from '../../DecodeProblems'
import { RecordFault } from '../../json/JsonFault'
import type { JsonReader } from '../../json/JsonReader'
import type { JsonShape } from '../../json/JsonShape'
import type { SpanBatchBuilder } from '../../SpanBatchBuilder'
import { Endpoints } from './endpoints'
import { ZipkinSpans } from './ZipkinSpans'
import { ZipkinV1Spans } from './ZipkinV1Spans'

/** Spans of both versions of Zipkin's model: a list of them, a list of lists, or single ones. */
export function zipkinShape(builder: SpanBatchBuilder, problems: DecodeProblems, startsAsV1: boolean): JsonShape {
  const records = new ZipkinRecords(builder, problems, startsAsV1)
  const span: JsonShape = { what: 'a span', record: true, read: (reader) => records.read(reader) }
  return { ...span, elements: { ...span, elements: span } }
}

/** Takes each record for one of the version that the record before was of, until it shows that it is not. */
class ZipkinRecords {
  private readonly builder: SpanBatchBuilder
  private readonly v1: ZipkinV1Spans
  private readonly v2: ZipkinSpans
  private isV1: boolean

  constructor(builder: SpanBatchBuilder, problems: DecodeProblems, startsAsV1: boolean) {
    const endpoints = new Endpoints()
    this.builder = builder
    this.v1 = new ZipkinV1Spans(builder, endpoints, problems)
    this.v2 = new ZipkinSpans(builder, endpoints)
    this.isV1 = startsAsV1
  }

  read(reader: JsonReader): void {
    const start = reader.position
    if (this.readAs(reader)) return
    this.isV1 = !this.isV1
    this.builder.rollBack()
    reader.position = start
    if (!this.readAs(reader)) throw new RecordFault('not_a_span', 'a span is of no version of Zipkin’s model')
  }

  private readAs(reader: JsonReader): boolean {
    return this.isV1 ? this.v1.read(reader) : this.v2.read(reader)
  }
}
