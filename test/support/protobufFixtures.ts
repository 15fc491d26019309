import { otlpMessage } from './otlpMessage'
import {
  bytes,
  fixed32,
  fixed64,
  group,
  grpcFrame,
  integer,
  message,
  text,
  withUint32,
  withVarint,
} from './protobufBytes'
import { zipkinMessage, type ZipkinSpan } from './zipkinMessage'

const START = 1_700_000_000_000_000_000n

/** What the binary fixtures hold, by their names below `test/fixtures`. */
export const protobufFixtures: Record<string, () => Buffer> = {
  'otlp/everyField.pb': () => Buffer.concat([otlpMessage(everyField), oddSpans()]),
  'otlp/collector.pb': () =>
    Buffer.concat(
      [spansOf('checkout', 1, 2), { resourceLogs: [logs] }, { resourceMetrics: [metrics] }, spansOf('cart', 3)].map(
        (document) => withUint32(otlpMessage(document)),
      ),
    ),
  'otlp/delimited.pb': () => Buffer.concat([backward, otlpMessage(spansOf('cart', 4))].map(withVarint)),
  'otlp/grpc.pb': () =>
    Buffer.concat([
      grpcFrame(otlpMessage(spansOf('checkout', 5))),
      grpcFrame(Buffer.from('packed'), 1),
      grpcFrame(otlpMessage(spansOf('cart', 6))),
      grpcFrame(Buffer.from('grpc-status:0\r\n'), 0x80),
    ]),
  'zipkin/spans.pb': () => Buffer.concat([zipkinMessage(zipkinSpans), oddZipkinSpan()]),
}

const attribute = (key: string, value: object): object => ({ key, value })

const everyField = {
  resourceSpans: [
    {
      resource: {
        attributes: [
          attribute('service.name', { stringValue: 'checkout' }),
          attribute('process.command_args', {
            arrayValue: { values: [{ stringValue: 'node' }, { stringValue: 'say "hi"\n\u0001' }] },
          }),
        ],
        droppedAttributesCount: 1,
      },
      scopeSpans: [
        {
          scope: {
            name: 'otelhttp',
            version: '0.50.0',
            attributes: [attribute('scope.kind', { stringValue: 'library' })],
          },
          spans: [
            {
              traceId: '5b8efff798038103d269b633813fc60c',
              spanId: 'eee19b7ec3c1b174',
              parentSpanId: '',
              traceState: 'rojo=00f067aa0ba902b7',
              flags: 257,
              name: 'GET /cart → ü 😀 \n"quoted"',
              kind: 2,
              startTimeUnixNano: '1544712660123456789',
              endTimeUnixNano: '1544712661123456790',
              attributes: [
                attribute('http.route', { stringValue: '/cart' }),
                attribute('user_agent.original', { stringValue: `Mozilla/5.0 ${'é'.repeat(80)}` }),
                attribute('zero', { intValue: 0 }),
                attribute('status', { intValue: 200 }),
                attribute('big', { intValue: '9223372036854775807' }),
                attribute('small', { intValue: '-9223372036854775808' }),
                attribute('exact', { intValue: '9007199254740993' }),
                attribute('below', { intValue: -42 }),
                attribute('ratio', { doubleValue: 0.1 }),
                attribute('third', { doubleValue: 1 / 3 }),
                attribute('large', { doubleValue: 1e21 }),
                attribute('tiny', { doubleValue: 5e-324 }),
                attribute('whole', { doubleValue: -5 }),
                attribute('minus zero', { doubleValue: -0 }),
                attribute('infinite', { doubleValue: -Infinity }),
                attribute('no number', { doubleValue: NaN }),
                attribute('cached', { boolValue: false }),
                attribute('hit', { boolValue: true }),
                attribute('payload', { bytesValue: 'aGVsbG8=' }),
                attribute('no payload', { bytesValue: '' }),
                attribute('nothing', {}),
                { key: 'no value' },
                attribute('list', {
                  arrayValue: { values: [{ intValue: 1 }, { boolValue: true }, { doubleValue: 2.5 }, {}] },
                }),
                attribute('empty list', { arrayValue: { values: [] } }),
                attribute('map', {
                  kvlistValue: {
                    values: [
                      attribute('a', { stringValue: 'x\ty' }),
                      attribute('b', { arrayValue: { values: [{ kvlistValue: { values: [] } }] } }),
                      { key: 'c' },
                      attribute('d', { doubleValue: NaN }),
                      attribute('e', { bytesValue: 'aGVsbG8=' }),
                    ],
                  },
                }),
                attribute('http.route', { stringValue: '/cart/{id}' }),
              ],
              droppedAttributesCount: 1,
              events: [
                {
                  timeUnixNano: '1544712660223456789',
                  name: 'exception',
                  attributes: [attribute('exception.type', { stringValue: 'Timeout' })],
                  droppedAttributesCount: 1,
                },
                { name: 'retry' },
              ],
              droppedEventsCount: 2,
              links: [
                {
                  traceId: '0af7651916cd43dd8448eb211c80319c',
                  spanId: 'b7ad6b7169203331',
                  traceState: 'a=b',
                  attributes: [attribute('why', { stringValue: 'batch' })],
                  droppedAttributesCount: 1,
                  flags: 1,
                },
              ],
              droppedLinksCount: 3,
              status: { code: 2, message: 'deadline exceeded' },
            },
            {
              traceId: '5b8efff798038103d269b633813fc60c',
              spanId: 'eee19b7ec3c1b175',
              parentSpanId: 'eee19b7ec3c1b174',
              name: 'unfinished',
              kind: 'SPAN_KIND_CLIENT',
              startTimeUnixNano: '1544712660200000000',
              endTimeUnixNano: '0',
              status: { code: 'STATUS_CODE_OK' },
            },
          ],
          schemaUrl: 'https://opentelemetry.io/schemas/1.26.0',
        },
      ],
      schemaUrl: 'https://opentelemetry.io/schemas/1.26.0',
    },
  ],
}

/** Spans that only bytes can say, without a resource, under the number which their scopes had for a while. */
function oddSpans(): Buffer {
  const span = (...fields: Buffer[]): Buffer => message(2, ...fields, fixed64(7, START))
  return message(
    1,
    message(
      1000,
      span(text(5, 'no ids'), bytes(4, Buffer.alloc(8))),
      span(text(5, 'short ids'), bytes(1, Buffer.from('abcd', 'hex')), bytes(2, Buffer.from('07', 'hex'))),
      span(text(5, 'ids as text'), text(1, '5B8EFFF798038103D269B633813FC60C'), text(2, 'EEE19B7EC3C1B176')),
      span(text(5, 'long ids'), bytes(1, Buffer.alloc(17, 0xab)), bytes(2, Buffer.alloc(9, 0xcd))),
      span(text(5, 'unknown kind'), integer(6, 77), message(15, integer(3, -1))),
      span(text(5, 'twice'), text(5, 'the last name counts'), integer(6, 1), integer(6, 3)),
      span(bytes(5, Buffer.from('not utf-8: \xff', 'latin1'))),
      span(text(5, 'beyond time'), fixed64(8, 2n ** 63n)),
      span(
        text(5, 'unknown fields'),
        integer(99, 1n << 63n),
        group(100, integer(1, 1), group(2, text(1, 'deep'))),
        fixed32(101, 1),
        fixed64(102, 1n),
        message(9, message(2, integer(3, 4)), text(1, 'value first'), integer(3, 4)),
        message(9, text(1, 'string table'), message(2, integer(8, 1))),
        message(9, message(2, text(1, 'no key'))),
        message(9, text(1, 'last value'), message(2, text(1, 'no'), integer(3, 7))),
      ),
      span(text(5, 'wrong type'), text(6, 'server')),
      span(text(5, 'overlong'), Buffer.from([0x4a, 0x7f, 0])),
    ),
    message(7, text(1, 'a field of ResourceSpans that is not known')),
  )
}

function spansOf(service: string, ...numbers: number[]): object {
  const spans = numbers.map((number) => ({
    traceId: number.toString(16).padStart(32, '0'),
    spanId: number.toString(16).padStart(16, '0'),
    name: `span ${number}`,
    kind: 3,
    startTimeUnixNano: String(START + BigInt(number)),
    endTimeUnixNano: String(START + BigInt(number) + 1000n),
  }))
  const resource = { attributes: [attribute('service.name', { stringValue: service })] }
  return { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'test' }, spans }] }] }
}

const logs = {
  resource: { attributes: [attribute('service.name', { stringValue: 'checkout' })] },
  scopeLogs: [
    {
      scope: { name: 'logger' },
      logRecords: [
        {
          timeUnixNano: String(START),
          observedTimeUnixNano: String(START + 5n),
          severityNumber: 9,
          severityText: 'INFO',
          body: { stringValue: 'order placed' },
          attributes: [attribute('order', { intValue: 7 })],
          traceId: '00000000000000000000000000000001',
          spanId: '0000000000000001',
        },
        {
          observedTimeUnixNano: String(START + 5n),
          severityNumber: 99,
          body: { kvlistValue: { values: [attribute('message', { stringValue: 'structured' })] } },
          traceId: '00000000000000000000000000000000',
        },
      ],
    },
  ],
}

const metrics = {
  resource: { attributes: [attribute('service.name', { stringValue: 'checkout' })] },
  scopeMetrics: [
    {
      metrics: [
        { name: 'http.server.reqs', description: 'requests', sum: {} },
        { name: 'up', gauge: {} },
      ],
    },
  ],
}

/** Every message before what belongs in front of it: spans, then their scope, then their resource. */
const backward = otlpMessage({
  resourceSpans: [
    {
      scopeSpans: [
        {
          spans: [{ name: 'first', spanId: '0000000000000008', traceId: '0000000000000000000000000000000a', kind: 1 }],
          scope: { name: 'comes later' },
        },
      ],
      resource: { attributes: [attribute('service.name', { stringValue: 'comes last' })] },
    },
  ],
})

const zipkinSpans: ZipkinSpan[] = [
  {
    traceId: '5b8efff798038103d269b633813fc60c',
    id: 'eee19b7ec3c1b174',
    kind: 'CLIENT',
    name: 'get /cart',
    timestamp: 1_700_000_000_000_000,
    duration: 1_500,
    localEndpoint: { serviceName: 'frontend', ipv4: '10.0.0.1', port: 8080 },
    remoteEndpoint: { serviceName: 'cart', ipv6: '2001:db8::c001', port: 443 },
    annotations: [
      { timestamp: 1_700_000_000_000_100, value: 'ws' },
      { timestamp: 1_700_000_000_000_900, value: 'say "wr"' },
    ],
    tags: { 'http.method': 'GET', 'http.path': '/cart → ü', '': 'no key' },
    debug: true,
  },
  {
    traceId: '5b8efff798038103d269b633813fc60c',
    parentId: '0000000000000001',
    id: 'eee19b7ec3c1b174',
    kind: 'SERVER',
    name: 'get /cart',
    timestamp: 1_700_000_000_000_200,
    duration: 900,
    localEndpoint: { serviceName: 'cart' },
    tags: { error: 'timeout' },
    shared: true,
  },
  { traceId: '000000000000000a', id: '000000000000000b', kind: 'PRODUCER' },
  { traceId: '000000000000000a', id: '000000000000000c', kind: 'CONSUMER', tags: { 'otel.status_code': 'OK' } },
]

/** A span with fields that are not known, an IPv4 address in the form of IPv6, and one without an id. */
function oddZipkinSpan(): Buffer {
  const mapped = Buffer.from([...Array.from({ length: 10 }, () => 0), 0xff, 0xff, 192, 168, 0, 1])
  const ids = [bytes(1, Buffer.alloc(8, 1)), bytes(3, Buffer.alloc(8, 2))]
  return Buffer.concat([
    message(
      1,
      ...ids,
      text(5, 'odd'),
      message(8, text(1, 'shop'), bytes(3, mapped)),
      text(77, 'unknown'),
      integer(4, 9),
    ),
    message(1, bytes(1, Buffer.alloc(8, 1)), text(5, 'no id')),
  ])
}
