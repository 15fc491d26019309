import { type AttributeColumns, TYPE_CODES } from '../../columns/AttributeColumns'
import { ByteInterner } from '../../columns/ByteInterner'
import { Deferred } from '../../columns/Deferred'
import { collectAttributes, type Resource, resourceOf } from '../../columns/Resource'
import { TextArena } from '../../columns/TextArena'
import { FieldNames } from '../../json/FieldNames'
import { type JsonReader, NO_MORE_FIELDS, OPEN_BRACE, QUOTE } from '../../json/JsonReader'
import { scanNumeric, tokenText } from '../../json/readNumber'

const ENDPOINT = new FieldNames(['serviceName', 'ipv4', 'ipv6', 'port'])
const FIELDS = ['serviceName', 'ipv4', 'ipv6', 'port'] as const

/** A host and its service; what is not told is empty. */
export type Endpoint = Record<(typeof FIELDS)[number], string>

/** An endpoint and, where it is the sender's, the resource that it makes. */
export interface KnownEndpoint {
  endpoint: Endpoint
  resource: Deferred<Resource>
}

const encoder = new TextEncoder()

/** The endpoints of a file, each read once for the same bytes. */
export class Endpoints {
  private readonly known = new ByteInterner<KnownEndpoint>()

  /** Reads an endpoint; what is not an object tells nothing. */
  read(reader: JsonReader): KnownEndpoint {
    reader.peek()
    const start = reader.position
    reader.skipValue()
    const end = reader.position
    const endpoint = this.known.get(reader.bytes, start, end, () => {
      reader.position = start
      const read = readEndpoint(reader)
      return { endpoint: read, resource: new Deferred(localResource(read)) }
    })
    reader.position = end
    return endpoint
  }
}

/** The other side of a span, where the span has no tag that tells the same. */
export function addRemoteEndpoint(endpoint: Endpoint, attributes: AttributeColumns): void {
  addEndpoint(endpoint, attributes, 'peer.service', 'net.peer')
}

function localResource(endpoint: Endpoint): Resource {
  return resourceOf(collectAttributes((columns) => addEndpoint(endpoint, columns, 'service.name', 'net.host')))
}

function readEndpoint(reader: JsonReader): Endpoint {
  const endpoint: Endpoint = { serviceName: '', ipv4: '', ipv6: '', port: '' }
  if (reader.peek() !== OPEN_BRACE) {
    reader.skipValue()
    return endpoint
  }
  for (let field = reader.firstField(ENDPOINT); field !== NO_MORE_FIELDS; field = reader.nextField(ENDPOINT)) {
    const name = FIELDS[field]
    if (name === 'port') endpoint.port = scanNumeric(reader, 'port') ? tokenText(reader) : ''
    else if (name !== undefined && reader.peek() === QUOTE) endpoint[name] = readString(reader)
    else reader.skipValue()
  }
  if (endpoint.port === '0') endpoint.port = ''
  return endpoint
}

function addEndpoint(endpoint: Endpoint, columns: AttributeColumns, serviceKey: string, prefix: string): void {
  const { serviceName, ipv4, ipv6, port } = endpoint
  addUnlessKnown(columns, serviceKey, serviceName)
  addUnlessKnown(columns, `${prefix}.ip`, ipv4 === '' ? ipv6 : ipv4)
  if (ipv4 !== '') addUnlessKnown(columns, `${prefix}.ipv6`, ipv6)
  addUnlessKnown(columns, `${prefix}.port`, port, /^\d+$/.test(port) ? TYPE_CODES.i : TYPE_CODES.s)
}

function addUnlessKnown(columns: AttributeColumns, name: string, value: string, type: number = TYPE_CODES.s): void {
  if (value === '') return
  const key = columns.keyOf(encoder.encode(name))
  if (!columns.has(key)) columns.setText(key, value, type)
}

function readString(reader: JsonReader): string {
  const text = new TextArena(64)
  reader.readString(text)
  return text.read(0, text.length)
}
