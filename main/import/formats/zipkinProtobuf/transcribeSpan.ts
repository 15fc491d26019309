import type { TextArena } from '../../columns/TextArena'
import { appendJsonString } from '../../protobuf/appendJsonString'
import { appendWhole } from '../../protobuf/numberText'
import { numbersOf, type ProtobufReader } from '../../protobuf/ProtobufReader'
import { AnnotationTag, EndpointTag, KINDS, MapEntryTag, SpanTag } from './messageTags'
import { ipText } from './ipText'

const KNOWN = numbersOf(SpanTag)
const KNOWN_OF_ENDPOINT = numbersOf(EndpointTag)
const KNOWN_OF_ANNOTATION = numbersOf(AnnotationTag)
const KNOWN_OF_ENTRY = numbersOf(MapEntryTag)
const [OPEN_BRACE, OPEN_BRACKET] = [0x7b, 0x5b]

type Append = (reader: ProtobufReader, end: number, into: TextArena) => void

/** Appends the span up to `end` as Zipkin's v2 JSON has it, with what repeats and the flags behind the rest, as Zipkin writes it. */
export function transcribeSpan(reader: ProtobufReader, end: number, into: TextArena): void {
  const start = reader.position
  let [debug, shared] = [false, false]
  into.append('{')
  while (reader.position < end) {
    const tag = reader.tag(end)
    switch (tag) {
      case SpanTag.traceId:
        appendId(reader, end, into, 'traceId')
        break
      case SpanTag.parentId:
        appendId(reader, end, into, 'parentId')
        break
      case SpanTag.id:
        appendId(reader, end, into, 'id')
        break
      case SpanTag.kind:
        appendField(into, 'kind', `"${KINDS[reader.varint(end)] ?? ''}"`)
        break
      case SpanTag.name:
        appendField(into, 'name', '')
        appendJsonString(reader, reader.open(end), into)
        break
      case SpanTag.timestamp:
        appendTime(reader, end, into)
        break
      case SpanTag.duration:
        appendField(into, 'duration', '')
        appendWhole(reader.varint(end), into)
        break
      case SpanTag.localEndpoint:
        appendField(into, 'localEndpoint', '')
        appendEndpoint(reader, reader.open(end), into)
        break
      case SpanTag.remoteEndpoint:
        appendField(into, 'remoteEndpoint', '')
        appendEndpoint(reader, reader.open(end), into)
        break
      case SpanTag.debug:
        debug = reader.varint(end) !== 0
        break
      case SpanTag.shared:
        shared = reader.varint(end) !== 0
        break
      case SpanTag.annotations:
      case SpanTag.tags:
        reader.position = reader.open(end)
        break
      default:
        reader.skipUnknown(tag, end, KNOWN)
    }
  }
  appendField(into, 'annotations', '[')
  appendEach(reader, start, end, SpanTag.annotations, into, appendAnnotation)
  into.append(']')
  appendField(into, 'tags', '{')
  appendEach(reader, start, end, SpanTag.tags, into, appendTag)
  into.append('}')
  if (debug) appendField(into, 'debug', 'true')
  if (shared) appendField(into, 'shared', 'true')
  into.append('}')
}

/** Appends every field of a tag. */
function appendEach(
  reader: ProtobufReader,
  start: number,
  end: number,
  wanted: number,
  into: TextArena,
  append: Append,
): void {
  reader.position = start
  while (reader.position < end) {
    const tag = reader.tag(end)
    if (tag === wanted) append(reader, reader.open(end), into)
    else reader.skip(tag, end)
  }
}

function appendEndpoint(reader: ProtobufReader, end: number, into: TextArena): void {
  into.append('{')
  while (reader.position < end) {
    const tag = reader.tag(end)
    if (tag === EndpointTag.serviceName) {
      appendField(into, 'serviceName', '')
      appendJsonString(reader, reader.open(end), into)
    } else if (tag === EndpointTag.ipv4 || tag === EndpointTag.ipv6) {
      const ipEnd = reader.open(end)
      const ip = ipText(reader.bytes.subarray(reader.position, ipEnd))
      if (ip !== '') appendField(into, ip.includes(':') ? 'ipv6' : 'ipv4', `"${ip}"`)
      reader.position = ipEnd
    } else if (tag === EndpointTag.port) appendField(into, 'port', String(reader.varint(end)))
    else reader.skipUnknown(tag, end, KNOWN_OF_ENDPOINT)
  }
  into.append('}')
}

function appendAnnotation(reader: ProtobufReader, end: number, into: TextArena): void {
  appendComma(into)
  into.append('{')
  while (reader.position < end) {
    const tag = reader.tag(end)
    if (tag === AnnotationTag.timestamp) appendTime(reader, end, into)
    else if (tag === AnnotationTag.value) {
      appendField(into, 'value', '')
      appendJsonString(reader, reader.open(end), into)
    } else reader.skipUnknown(tag, end, KNOWN_OF_ANNOTATION)
  }
  into.append('}')
}

/** Appends an entry of a map: without key or value they are empty. */
function appendTag(reader: ProtobufReader, end: number, into: TextArena): void {
  let [keyAt, keyEnd, valueAt, valueEnd] = [end, end, end, end]
  while (reader.position < end) {
    const tag = reader.tag(end)
    if (tag !== MapEntryTag.key && tag !== MapEntryTag.value) {
      reader.skipUnknown(tag, end, KNOWN_OF_ENTRY)
      continue
    }
    const contentEnd = reader.open(end)
    if (tag === MapEntryTag.key) [keyAt, keyEnd] = [reader.position, contentEnd]
    else [valueAt, valueEnd] = [reader.position, contentEnd]
    reader.position = contentEnd
  }
  appendComma(into)
  reader.position = keyAt
  appendJsonString(reader, keyEnd, into)
  into.append(':')
  reader.position = valueAt
  appendJsonString(reader, valueEnd, into)
  reader.position = end
}

function appendId(reader: ProtobufReader, end: number, into: TextArena, name: string): void {
  const idEnd = reader.open(end)
  appendField(into, name, '"')
  reader.hex(idEnd, into)
  into.append('"')
}

function appendTime(reader: ProtobufReader, end: number, into: TextArena): void {
  appendField(into, 'timestamp', String(reader.view.getBigUint64(reader.pass(8, end), true)))
}

function appendField(into: TextArena, name: string, value: string): void {
  appendComma(into)
  into.append(`"${name}":${value}`)
}

/** Unless what is appended next is the first in its brackets. */
function appendComma(into: TextArena): void {
  const last = into.bytes[into.length - 1]
  if (last !== OPEN_BRACE && last !== OPEN_BRACKET) into.append(',')
}
