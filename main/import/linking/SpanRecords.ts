import { timeWords } from '../columns/timeWords'
import type { SpanBatch } from '../SpanBatch'
import { nameKeys } from './nameKeys'
import { PartitionedRecords } from './PartitionedRecords'

/** Whole traces lie in one partition; so many keep each small up to some hundred million spans. */
const PARTITIONS = 64

/** Words of a record: what linking needs to know of a span. */
export const SpanWord = {
  trace: 0,
  span: 4,
  parent: 6,
  start: 8,
  end: 10,
  row: 12,
  /** References; see `SharedContents`. */
  resource: 13,
  scope: 14,
  /** Number of the other side's name, 0 for none. */
  peer: 15,
  flags: 17,
} as const
export const SPAN_WORDS = 18

export const SpanFlag = {
  kind: 0x07,
  statusShift: 3,
  status: 0x18,
  shared: 0x20,
  hasParent: 0x40,
  /** It may be one of several parts of its span, as Zipkin's may. */
  partial: 0x80,
  peerIsNamed: 0x100,
  /** It names no trace. */
  noTrace: 0x200,
} as const

/** What of a batch linking needs. */
export type RecordedSpans = Pick<
  SpanBatch,
  | 'count'
  | 'text'
  | 'keys'
  | 'kind'
  | 'status'
  | 'shared'
  | 'partial'
  | 'traceId'
  | 'parentSpanId'
  | 'start'
  | 'end'
  | 'peer'
  | 'peerIsNamed'
  | 'resource'
  | 'scope'
>

/** Each word of the key of what names no trace: an id of zeros is another one. */
const NO_TRACE = 0xffffffff

/** Notes what linking needs of every span, by trace. */
export class SpanRecords {
  readonly records: PartitionedRecords

  constructor(path: string) {
    this.records = new PartitionedRecords(path, PARTITIONS, SPAN_WORDS)
  }

  /** `rowOf` answers the `span_row` of each span. */
  add(batch: RecordedSpans, rowOf: (row: number) => number): void {
    const { count, keys, kind, status, shared, traceId, parentSpanId, peerIsNamed, resource, scope, partial } = batch
    const start = timeWords(batch.start).low
    const end = timeWords(batch.end).low
    const peers = nameKeys(batch.text, batch.peer)
    const { words } = this.records
    for (let row = 0; row < count; row++) {
      const noTrace = (traceId.length[row] ?? 0) <= 0
      const place = this.placeFor(keys.trace[row * 4] ?? 0, keys.trace[row * 4 + 3] ?? 0)
      for (let word = 0; word < 4; word++) words[place + word] = noTrace ? NO_TRACE : (keys.trace[row * 4 + word] ?? 0)
      words[place + 4] = keys.span[row * 2] ?? 0
      words[place + 5] = keys.span[row * 2 + 1] ?? 0
      words[place + 6] = keys.parent[row * 2] ?? 0
      words[place + 7] = keys.parent[row * 2 + 1] ?? 0
      words[place + 8] = start[row * 2] ?? 0
      words[place + 9] = start[row * 2 + 1] ?? 0
      words[place + 10] = end[row * 2] ?? 0
      words[place + 11] = end[row * 2 + 1] ?? 0
      words[place + 12] = rowOf(row)
      words[place + 13] = resource[row] ?? 0
      words[place + 14] = scope[row] ?? 0
      words[place + 15] = peers[row * 2] ?? 0
      words[place + 16] = peers[row * 2 + 1] ?? 0
      words[place + 17] =
        (kind[row] ?? 0) |
        ((status[row] ?? 0) << SpanFlag.statusShift) |
        (shared[row] === 1 ? SpanFlag.shared : 0) |
        ((parentSpanId.length[row] ?? -1) >= 0 ? SpanFlag.hasParent : 0) |
        (partial[row] === 1 ? SpanFlag.partial : 0) |
        (peerIsNamed[row] === 1 ? SpanFlag.peerIsNamed : 0) |
        (noTrace ? SpanFlag.noTrace : 0)
    }
  }

  /** Makes room for a record of a trace, given the first and the last word of its key. */
  placeFor(first: number, last: number): number {
    return this.records.place((Math.imul(first ^ Math.imul(last, 0x85ebca6b), 0x9e3779b1) >>> 26) % PARTITIONS)
  }
}
