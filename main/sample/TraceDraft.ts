import type { Customer } from './Customer'
import type { Random } from './Random'
import { STATUS, type SampleAttributes, type SampleSpan } from './SampleSpan'
import type { Language } from './languages'
import { MICROSECOND } from './sampleTime'
import type { ServiceName, Shop } from './shop'

export interface Operation {
  service: ServiceName
  name: string
  kind: number
  scope: keyof Language['scopes']
  attributes: SampleAttributes
}

/** A trace being drawn: spans are opened under their parents and closed when all below them is done. */
export class TraceDraft {
  readonly traceId: string
  /** Closed spans in the order in which they ended, as an SDK would export them. */
  readonly spans: SampleSpan[] = []
  readonly random: Random
  readonly customer: Customer
  readonly #shop: Shop

  constructor(random: Random, shop: Shop, customer: Customer) {
    this.random = random
    this.customer = customer
    this.#shop = shop
    this.traceId = random.hex(32)
  }

  /** Starts a span; within a service it runs in the parent's process, elsewhere where the load balancer sends it. */
  open(parent: SampleSpan | null, { service, name, kind, scope, attributes }: Operation, at: number): SampleSpan {
    const instance =
      parent?.instance.service === service
        ? parent.instance
        : this.#shop.instanceAt(this.random, service, this.customer.region, at)
    return {
      traceId: this.traceId,
      spanId: this.random.hex(16),
      parentSpanId: parent?.spanId ?? '',
      instance,
      scope: instance.language.scopes[scope],
      name,
      kind,
      start: at,
      end: at,
      attributes,
      events: [],
      links: [],
      status: STATUS.unset,
      statusMessage: '',
    }
  }

  /** Ends a span; returns when its caller goes on, a moment later. */
  close(span: SampleSpan, at: number): number {
    span.end = at
    this.spans.push(span)
    return at + this.random.logNormal(12 * MICROSECOND)
  }

  /** A whole span inside the parent's process which calls nothing. */
  step(parent: SampleSpan, name: string, attributes: SampleAttributes, at: number, duration: number): number {
    const operation: Operation = { service: parent.instance.service, name, kind: 1, scope: 'own', attributes }
    return this.close(this.open(parent, operation, at), at + duration)
  }
}
