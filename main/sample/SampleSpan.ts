import type { ShopInstance, Scope } from './shop'

/** OTLP's numbers. */
export const KIND = { internal: 1, server: 2, client: 3, producer: 4, consumer: 5 } as const
export const STATUS = { unset: 0, ok: 1, error: 2 } as const

/** `double` keeps a whole number a double; a plain number becomes an integer where it is one. */
export type SampleValue = string | number | boolean | readonly string[] | { double: number }
export type SampleAttributes = Record<string, SampleValue>

export interface SampleEvent {
  time: number
  name: string
  attributes: SampleAttributes
}

export interface SampleLink {
  traceId: string
  spanId: string
  attributes: SampleAttributes
}

/** A span under construction. Times are true; its instance's clock decides what it reports. */
export interface SampleSpan {
  traceId: string
  spanId: string
  parentSpanId: string
  instance: ShopInstance
  scope: Scope
  name: string
  kind: number
  start: number
  end: number
  attributes: SampleAttributes
  events: SampleEvent[]
  links: SampleLink[]
  status: number
  statusMessage: string
}
