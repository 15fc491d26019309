import { UNKNOWN_SERVICE } from './ExportedSpan'
import { rawObject, rawText } from './rawJson'

const IPV4 = /^[\d.]+$/
const IPV6 = /^[\da-f.]*:[\da-f:.]*$/i

/**
 * Takes what an endpoint of Zipkin can hold out of `tags`: the service, and below `prefix` the addresses and the port.
 * Null where there is nothing of it.
 */
export function takeEndpoint(
  tags: Map<string, string>,
  serviceKey: string,
  prefix: string,
  serviceName = '',
): string | null {
  const take = (key: string, fits: (value: string) => boolean): string | null => {
    const value = tags.get(key)
    if (value === undefined || !fits(value)) return null
    tags.delete(key)
    return value
  }
  const named = take(serviceKey, (value) => value !== '') ?? serviceName
  const ipv4 = take(`${prefix}.ip`, (value) => IPV4.test(value))
  const ipv6 = take(ipv4 === null ? `${prefix}.ip` : `${prefix}.ipv6`, (value) => IPV6.test(value))
  const port = take(`${prefix}.port`, (value) => /^[1-9]\d{0,4}$/.test(value) && Number(value) <= 65_535)
  const service = named === '' || named === UNKNOWN_SERVICE ? null : named
  const endpoint = rawObject({ serviceName: rawText(service), ipv4: rawText(ipv4), ipv6: rawText(ipv6), port })
  return endpoint === '{}' ? null : endpoint
}
