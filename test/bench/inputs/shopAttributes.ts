import { scatter, SHOP_SERVICES, type ShopSpan } from './shopSpans.ts'

export type ShopAttribute = [key: string, value: string | number, type: 'string' | 'int' | 'double']

/** The eight attributes of a span. */
export function shopAttributes({ number, isError }: ShopSpan): ShopAttribute[] {
  const random = scatter(number, 10)
  return [
    ['http.request.method', random % 4 === 0 ? 'POST' : 'GET', 'string'],
    ['url.path', `/api/v1/customers/${random % 5_000}/orders`, 'string'],
    ['http.response.status_code', isError ? 500 : 200, 'int'],
    ['server.address', `10.${random % 50}.${number % 200}.${random % 250}`, 'string'],
    ['server.port', 8080, 'int'],
    ['user_agent.original', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'string'],
    ['app.customer', `customer-${random % 10_000}`, 'string'],
    ['app.price', (random % 1_000) / 8, 'double'],
  ]
}

/** The attributes of a service's resource. */
export function resourceAttributes(service: number): [key: string, value: string][] {
  return [
    ['service.name', SHOP_SERVICES[service] ?? ''],
    ['host.name', `host-${service}.shop.internal`],
    ['telemetry.sdk.language', 'nodejs'],
    ['deployment.environment.name', 'production'],
  ]
}

export const SHOP_SCOPE = { name: '@opentelemetry/instrumentation-http', version: '0.57.1' }
