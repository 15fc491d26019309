import type { ServiceSummary } from '../../preload/contract/archive'

/** How many colours `tokens.css` defines for services, `--service-0` and so on. */
export const SERVICE_COLOUR_COUNT = 12

/** Which of the service colours each service has: the busiest get distinct ones, and keep them in every view. */
export class ServiceColours {
  readonly #index = new Map<string, number>()

  constructor(services: ServiceSummary[]) {
    services
      .toSorted((one, other) => other.spanCount - one.spanCount)
      .forEach(({ serviceName }, place) => this.#index.set(serviceName, place % SERVICE_COLOUR_COUNT))
  }

  indexOf(serviceName: string): number {
    return this.#index.get(serviceName) ?? hash(serviceName) % SERVICE_COLOUR_COUNT
  }

  /** A CSS colour. */
  of(serviceName: string): string {
    return `var(--service-${this.indexOf(serviceName)})`
  }
}

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/). */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}
