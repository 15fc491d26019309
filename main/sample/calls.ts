import { failWithException, fail, type SampleException } from './failures'
import { KIND, STATUS, type SampleAttributes, type SampleSpan } from './SampleSpan'
import { MICROSECOND, SECOND } from './sampleTime'
import type { ServiceName } from './shop'
import type { TraceDraft } from './TraceDraft'

/** What the called service does: it starts at `at` under `server` and returns when it is done. */
export type Work = (server: SampleSpan, at: number) => number

export interface RpcOptions {
  /** Given to both sides. */
  attributes?: SampleAttributes
  /** After this time the caller gives up, whatever the called service does. */
  deadline?: number
}

/** A gRPC call: a client span, the network, a server span. Returns when the caller goes on. */
export function callRpc(
  draft: TraceDraft,
  parent: SampleSpan,
  service: ServiceName,
  operation: string,
  at: number,
  work: Work,
  { attributes = {}, deadline = Infinity }: RpcOptions = {},
): number {
  const [rpcService = '', method = ''] = operation.split('/')
  const shared = { 'rpc.system': 'grpc', 'rpc.service': rpcService, 'rpc.method': method }
  const client = draft.open(
    parent,
    {
      service: parent.instance.service,
      name: operation,
      kind: KIND.client,
      scope: 'rpc',
      attributes: { ...shared, 'server.address': `${service}.shop.svc.cluster.local`, 'server.port': 8080 },
    },
    at,
  )
  const there = at + draft.random.logNormal(350 * MICROSECOND)
  const server = draft.open(
    client,
    { service, name: operation, kind: KIND.server, scope: 'rpc', attributes: { ...shared, ...attributes } },
    there,
  )
  const done = draft.close(server, work(server, there + draft.random.logNormal(60 * MICROSECOND)))
  server.attributes['rpc.grpc.status_code'] = server.status === STATUS.error ? 13 : 0
  const back = done + draft.random.logNormal(300 * MICROSECOND)

  if (back - at > deadline) {
    const givenUp = at + deadline
    client.attributes['rpc.grpc.status_code'] = 4
    failWithException(client, deadlineExceeded(operation, deadline), givenUp)
    return draft.close(client, givenUp)
  }
  client.attributes['rpc.grpc.status_code'] = server.status === STATUS.error ? 13 : 0
  if (server.status === STATUS.error) fail(client, '13', server.statusMessage)
  return draft.close(client, back)
}

function deadlineExceeded(operation: string, deadline: number): SampleException {
  return {
    type: 'DeadlineExceededError',
    message: `4 DEADLINE_EXCEEDED: ${operation}: Deadline exceeded after ${(deadline / SECOND).toFixed(3)}s`,
    stacktrace: [
      'DeadlineExceededError: 4 DEADLINE_EXCEEDED: Deadline exceeded',
      '    at callErrorFromStatus (/app/node_modules/@grpc/grpc-js/build/src/call.js:32:19)',
      '    at Object.onReceiveStatus (/app/node_modules/@grpc/grpc-js/build/src/client.js:193:76)',
      '    at listRecommendations (/app/dist/clients/recommendations.js:41:22)',
      '    at async renderProduct (/app/dist/routes/product.js:88:11)',
    ].join('\n'),
  }
}

export interface HttpTarget {
  service: ServiceName
  method: string
  route: string
  attempt: number
}

/** One attempt of an HTTP request inside the shop; `work` returns its end and the status it answers. */
export function callHttp(
  draft: TraceDraft,
  parent: SampleSpan,
  { service, method, route, attempt }: HttpTarget,
  at: number,
  work: (server: SampleSpan, at: number) => { end: number; status: number },
): { end: number; status: number } {
  const address = `${service}.shop.svc.cluster.local`
  const client = draft.open(
    parent,
    {
      service: parent.instance.service,
      name: `${method} ${route}`,
      kind: KIND.client,
      scope: 'http',
      attributes: {
        'http.request.method': method,
        'url.full': `http://${address}:8080${route}`,
        'server.address': address,
        'server.port': 8080,
        ...(attempt > 0 && { 'http.request.resend_count': attempt }),
      },
    },
    at,
  )
  const there = at + draft.random.logNormal(400 * MICROSECOND)
  const server = draft.open(
    client,
    {
      service,
      name: `${method} ${route}`,
      kind: KIND.server,
      scope: 'http',
      attributes: {
        'http.request.method': method,
        'http.route': route,
        'url.path': route,
        'url.scheme': 'http',
        'network.protocol.version': '1.1',
      },
    },
    there,
  )
  const { end, status } = work(server, there + draft.random.logNormal(80 * MICROSECOND))
  for (const span of [server, client]) {
    span.attributes['http.response.status_code'] = status
    if (status >= 500) fail(span, String(status), '')
  }
  draft.close(server, end)
  return { end: draft.close(client, end + draft.random.logNormal(350 * MICROSECOND)), status }
}
