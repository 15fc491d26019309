import { TextArena } from '../columns/TextArena'
import type { DecodeProblems } from '../DecodeProblems'
import type { Head } from '../Head'
import { JsonFault, RecordFault } from '../json/JsonFault'
import { JsonReader } from '../json/JsonReader'
import { findFraming } from '../protobuf/findFraming'
import type { Framing } from '../protobuf/Framing'
import type { MessageShape } from '../protobuf/MessageShape'
import type { ProtobufReader } from '../protobuf/ProtobufReader'
import { ProtobufWalker } from '../protobuf/ProtobufWalker'
import type { SpanBatchBuilder } from '../SpanBatchBuilder'
import type { TraceFormat } from '../TraceFormat'
import { zipkinShape } from './zipkin/ZipkinRecords'
import { isZipkinSpan } from './zipkinProtobuf/isZipkinSpan'
import { transcribeSpan } from './zipkinProtobuf/transcribeSpan'

/**
 * Zipkin's proto3 form, `ListOfSpans`. Each span is written out as Zipkin's v2 JSON and read as that: so both forms of
 * a span give the same rows.
 * https://github.com/openzipkin/zipkin-api/blob/master/zipkin.proto
 */
export const zipkinProtobuf: TraceFormat = {
  name: 'zipkin_protobuf',
  title: 'Zipkin protobuf',
  recognises: (head) => zipkinFraming(head) !== null,
  decoder: ({ head, builder, problems }) => {
    const read = jsonSpanReader(builder, problems)
    return new ProtobufWalker(listOfSpans({ read }), zipkinFraming(head) ?? 'none', builder, problems)
  },
}

function zipkinFraming(head: Head): Framing | null {
  return findFraming(head, (found) => {
    const check = (reader: ProtobufReader, end: number, limit?: number): void => {
      if (!isZipkinSpan(reader, end, limit)) throw new RecordFault('not_a_span', 'it is no span of Zipkin')
      found()
    }
    return listOfSpans({ read: check, look: check })
  })
}

function listOfSpans(readers: Pick<MessageShape, 'read' | 'look'>): MessageShape {
  return { what: 'a list of spans', fields: new Map([[1, { what: 'a span', record: true, ...readers }]]) }
}

function jsonSpanReader(builder: SpanBatchBuilder, problems: DecodeProblems): NonNullable<MessageShape['read']> {
  const json = new JsonReader()
  const text = new TextArena()
  let bytes = Buffer.from(text.bytes.buffer)
  const span = zipkinShape(builder, problems, false)
  return (reader: ProtobufReader, end: number) => {
    text.length = 0
    transcribeSpan(reader, end, text)
    // The reader writes one byte behind.
    text.reserve(1)
    if (bytes.buffer !== text.bytes.buffer) bytes = Buffer.from(text.bytes.buffer)
    json.show(bytes, 0, text.length, reader.base, true)
    try {
      span.read?.(json)
    } catch (fault) {
      throw fault instanceof JsonFault ? new RecordFault('malformed_protobuf', fault.message) : fault
    }
  }
}
