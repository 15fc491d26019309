import { TYPE_CODES } from '../../columns/AttributeColumns'
import { TextArena } from '../../columns/TextArena'
import { TextColumn } from '../../columns/TextColumn'
import { NO_TIME } from '../../SpanBatch'
import type { KnownEndpoint } from './endpoints'

/** What an annotation marks by its value: the moments of a call or a message, on the side of its endpoint. */
export const CORE_ANNOTATIONS = ['cs', 'cr', 'sr', 'ss', 'ms', 'mr', 'ws', 'wr'] as const
export type CoreAnnotation = (typeof CORE_ANNOTATIONS)[number]

/** Keys of binary annotations whose endpoint is the address of the client, the server, the broker. */
export const ADDRESSES = ['ca', 'sa', 'ma'] as const
export type Address = (typeof ADDRESSES)[number]

export interface Annotation {
  /** Nanoseconds, or `NO_TIME`. */
  time: bigint
  core: CoreAnnotation | null
  endpoint: KnownEndpoint | null
}

export interface BinaryAnnotation {
  type: number
  /** Set for an address, which has no value. */
  address: Address | null
  endpoint: KnownEndpoint | null
}

/**
 * One span of Zipkin's v1 model as its record has it, before its sides are known. Its texts lie in `text`, so that
 * they can be copied into the batch of each side. Reused.
 */
export class V1Record {
  readonly text = new TextArena()
  /** Cells of row 0; NULL where the record has none. */
  readonly traceId = new TextColumn()
  readonly id = new TextColumn()
  readonly parentId = new TextColumn()
  readonly name = new TextColumn()
  /** Nanoseconds; `NO_TIME` for none. */
  timestamp = NO_TIME
  duration = NO_TIME
  debug = false
  annotations: Annotation[] = []
  /** By annotation. */
  readonly value = new TextColumn()
  binaryAnnotations: BinaryAnnotation[] = []
  /** By binary annotation; a value of NULL is `null`. */
  readonly tagKey = new TextColumn()
  readonly tagValue = new TextColumn()

  constructor() {
    for (const column of [this.traceId, this.id, this.parentId, this.name]) column.grow(1)
  }

  clear(): void {
    this.text.length = 0
    for (const column of [this.traceId, this.id, this.parentId, this.name]) column.setNull(0)
    this.timestamp = NO_TIME
    this.duration = NO_TIME
    this.debug = false
    this.annotations = []
    this.binaryAnnotations = []
  }

  addAnnotation(): number {
    const row = this.annotations.push({ time: NO_TIME, core: null, endpoint: null }) - 1
    if (row >= this.value.length.length) this.value.grow(row * 2 + 8)
    this.value.setEmpty(row)
    return row
  }

  addBinaryAnnotation(): number {
    const row = this.binaryAnnotations.push({ type: TYPE_CODES.n, address: null, endpoint: null }) - 1
    if (row >= this.tagKey.length.length) for (const column of [this.tagKey, this.tagValue]) column.grow(row * 2 + 8)
    this.tagKey.setNull(row)
    this.tagValue.setNull(row)
    return row
  }
}
