import { KIND, type SampleAttributes, type SampleSpan } from '../SampleSpan'
import { MILLISECOND } from '../sampleTime'
import type { TraceDraft } from '../TraceDraft'

interface Page {
  method: string
  route: string
  path: string
  attributes?: SampleAttributes
}

/** A customer's request to the frontend: the root span of its trace. `work` returns its end and the answered status. */
export function visit(
  draft: TraceDraft,
  { method, route, path, attributes }: Page,
  at: number,
  work: (root: SampleSpan, at: number) => { end: number; status: number },
): void {
  const { customer, random } = draft
  const root = draft.open(
    null,
    {
      service: 'frontend',
      name: `${method} ${route}`,
      kind: KIND.server,
      scope: 'http',
      attributes: {
        'http.request.method': method,
        'http.route': route,
        'url.path': path,
        'url.scheme': 'https',
        'server.address': 'shop.example.com',
        'client.address': `198.51.100.${random.integer(1, 254)}`,
        'network.protocol.version': '2',
        'user_agent.original': customer.userAgent,
        'session.id': customer.sessionId,
        'app.customer.id': customer.id,
        'app.customer.tier': customer.tier,
        'app.customer.country': customer.country,
        ...attributes,
      },
    },
    at,
  )
  const { end, status } = work(root, at + random.logNormal(0.4 * MILLISECOND))
  root.attributes['http.response.status_code'] = status
  if (status >= 500) {
    root.status = 2
    root.attributes['error.type'] = String(status)
  }
  draft.close(root, end + random.logNormal(0.6 * MILLISECOND))
}
