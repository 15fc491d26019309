import { bytes, fixed64, integer, message, text } from './protobufBytes'

interface ZipkinEndpoint {
  serviceName?: string
  ipv4?: string
  ipv6?: string
  port?: number
}

/** A span of Zipkin's v2 JSON. */
export interface ZipkinSpan {
  traceId: string
  id: string
  parentId?: string
  kind?: 'CLIENT' | 'SERVER' | 'PRODUCER' | 'CONSUMER'
  name?: string
  timestamp?: number
  duration?: number
  localEndpoint?: ZipkinEndpoint
  remoteEndpoint?: ZipkinEndpoint
  annotations?: { timestamp: number; value: string }[]
  tags?: Record<string, string>
  debug?: boolean
  shared?: boolean
}

const KINDS = ['', 'CLIENT', 'SERVER', 'PRODUCER', 'CONSUMER']

/** Spans of Zipkin's v2 JSON as the proto3 message `ListOfSpans`. */
export function zipkinMessage(spans: readonly ZipkinSpan[]): Buffer {
  return Buffer.concat(spans.map((span) => message(1, ...fieldsOf(span))))
}

function fieldsOf(span: ZipkinSpan): Buffer[] {
  const { annotations = [], tags = {} } = span
  return [
    id(1, span.traceId),
    ...(span.parentId === undefined ? [] : [id(2, span.parentId)]),
    id(3, span.id),
    ...(span.kind === undefined ? [] : [integer(4, KINDS.indexOf(span.kind))]),
    ...(span.name === undefined ? [] : [text(5, span.name)]),
    ...(span.timestamp === undefined ? [] : [fixed64(6, BigInt(span.timestamp))]),
    ...(span.duration === undefined ? [] : [integer(7, span.duration)]),
    ...(span.localEndpoint === undefined ? [] : [endpoint(8, span.localEndpoint)]),
    ...(span.remoteEndpoint === undefined ? [] : [endpoint(9, span.remoteEndpoint)]),
    ...annotations.map(({ timestamp, value }) => message(10, fixed64(1, BigInt(timestamp)), text(2, value))),
    ...Object.entries(tags).map(([key, value]) => message(11, text(1, key), text(2, value))),
    ...(span.debug === true ? [integer(12, 1)] : []),
    ...(span.shared === true ? [integer(13, 1)] : []),
  ]
}

function id(number: number, digits: string): Buffer {
  return bytes(number, Buffer.from(digits.padStart(digits.length > 16 ? 32 : 16, '0'), 'hex'))
}

function endpoint(number: number, { serviceName, ipv4, ipv6, port }: ZipkinEndpoint): Buffer {
  return message(
    number,
    ...(serviceName === undefined ? [] : [text(1, serviceName)]),
    ...(ipv4 === undefined ? [] : [bytes(2, Buffer.from(ipv4.split('.').map(Number)))]),
    ...(ipv6 === undefined ? [] : [bytes(3, ipv6Bytes(ipv6))]),
    ...(port === undefined ? [] : [integer(4, port)]),
  )
}

function ipv6Bytes(address: string): Buffer {
  const [before = '', after] = address.split('::')
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'))
  const [first, last] = [groups(before), groups(after ?? '')]
  const zeros = Array.from({ length: 8 - first.length - last.length }, () => '0')
  return Buffer.from([...first, ...zeros, ...last].map((group) => group.padStart(4, '0')).join(''), 'hex')
}
