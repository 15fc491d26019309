import type { SharedContents } from '../writing/SharedContents'
import { keyAt } from './nameKeys'
import type { ServiceNumbers } from './ServiceNumbers'
import { createBlock, type SpanBlock } from './SpanBlock'
import { SPAN_WORDS, SpanFlag, SpanWord } from './SpanRecords'

/** A block of whole traces and what its numbers stand for. */
export interface NumberedBlock {
  block: SpanBlock
  traceCount: number
  /** References of each row; see `SharedContents`. */
  resource: Int32Array
  scope: Int32Array
  /** The trace that has no id, −1 for none. */
  noTrace: number
  /** By number of a name: its key. Services come first, numbered as everywhere. */
  nameKeys: number[]
}

interface BlockContext {
  resources: SharedContents
  scopes: SharedContents
  services: ServiceNumbers
}

/**
 * Records of whole traces as a block: the rows of a trace are neighbours, in the order of the files. Traces are numbered
 * from `firstTrace` on, in the order of their first span.
 */
export function readBlock(records: Uint32Array, firstTrace: number, context: BlockContext): NumberedBlock {
  const count = records.length / SPAN_WORDS
  const { traceOf, traceCount } = groupByTrace(records, count)
  const rows = sortByTrace(records, traceOf, traceCount)
  const { resources, scopes, services } = context
  const block = createBlock(count)
  block.count = count
  const idWords = new Uint32Array(block.id.buffer)
  const parentWords = new Uint32Array(block.parentId.buffer)
  const startWords = new Uint32Array(block.start.buffer)
  const endWords = new Uint32Array(block.end.buffer)
  const resource = new Int32Array(count)
  const scope = new Int32Array(count)
  const nameKeys = [...services.keys]
  const peers = new Map<number, number>()
  let noTrace = -1

  for (let row = 0; row < count; row++) {
    const record = rows[row] ?? 0
    const at = record * SPAN_WORDS
    const flags = records[at + SpanWord.flags] ?? 0
    block.trace[row] = firstTrace + (traceOf[record] ?? 0)
    block.row[row] = records[at + SpanWord.row] ?? 0
    if ((flags & SpanFlag.noTrace) !== 0) noTrace = block.trace[row] ?? -1
    idWords[row * 2] = records[at + SpanWord.span + 1] ?? 0
    idWords[row * 2 + 1] = records[at + SpanWord.span] ?? 0
    parentWords[row * 2] = records[at + SpanWord.parent + 1] ?? 0
    parentWords[row * 2 + 1] = records[at + SpanWord.parent] ?? 0
    startWords[row * 2] = records[at + SpanWord.start] ?? 0
    startWords[row * 2 + 1] = records[at + SpanWord.start + 1] ?? 0
    endWords[row * 2] = records[at + SpanWord.end] ?? 0
    endWords[row * 2 + 1] = records[at + SpanWord.end + 1] ?? 0
    block.hasParent[row] = (flags & SpanFlag.hasParent) === 0 ? 0 : 1
    block.kind[row] = flags & SpanFlag.kind
    block.status[row] = (flags & SpanFlag.status) >> SpanFlag.statusShift
    block.shared[row] = (flags & SpanFlag.shared) === 0 ? 0 : 1
    const isPartial = (flags & SpanFlag.partial) !== 0
    block.partial[row] = isPartial ? 1 : 0
    const resourceKey = resources.keyAt(records[at + SpanWord.resource] ?? 0)
    const scopeKey = scopes.keyAt(records[at + SpanWord.scope] ?? 0)
    // The views would leave the span out.
    if (resourceKey < 0 || scopeKey < 0) throw new RangeError('a span whose resource or scope was never told')
    resource[row] = resourceKey
    scope[row] = scopeKey
    const service = services.serviceOf(resourceKey)
    block.serviceName[row] = service
    block.service[row] = isPartial && service === services.unknown ? -1 : service
    const peer = peerOf(keyAt(records, at + SpanWord.peer))
    const isNamed = (flags & SpanFlag.peerIsNamed) !== 0
    block.remote[row] = isNamed ? peer : -1
    block.inferred[row] = isNamed ? -1 : peer
  }
  block.sameAs.fill(-1)
  return { block, traceCount, resource, scope, noTrace, nameKeys }

  function peerOf(key: number): number {
    if (key === 0) return -1
    const service = services.find(key)
    if (service >= 0) return service
    let number = peers.get(key)
    if (number === undefined) {
      number = nameKeys.push(key) - 1
      peers.set(key, number)
    }
    return number
  }
}

/** Numbers the traces of records from 0, with an open-addressing hash table over their keys. */
function groupByTrace(records: Uint32Array, count: number): { traceOf: Int32Array; traceCount: number } {
  let size = 64
  while (size < count * 2) size *= 2
  const mask = size - 1
  /** The first record of a trace, and its number, by slot. */
  const firstOf = new Int32Array(size).fill(-1)
  const traceOf = new Int32Array(count)
  let traceCount = 0
  for (let record = 0; record < count; record++) {
    const at = record * SPAN_WORDS
    const [a, b, c, d] = [records[at] ?? 0, records[at + 1] ?? 0, records[at + 2] ?? 0, records[at + 3] ?? 0]
    let slot = Math.imul(a ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35) ^ Math.imul(d, 0x27d4eb2f), 0x9e3779b1)
    slot = (slot ^ (slot >>> 15)) & mask
    for (;;) {
      const first = firstOf[slot] ?? -1
      if (first < 0) {
        firstOf[slot] = record
        traceOf[record] = traceCount++
        break
      }
      const known = first * SPAN_WORDS
      if (records[known] === a && records[known + 1] === b && records[known + 2] === c && records[known + 3] === d) {
        traceOf[record] = traceOf[first] ?? 0
        break
      }
      slot = (slot + 1) & mask
    }
  }
  return { traceOf, traceCount }
}

/** The records by trace, those of a trace in the order of their rows. */
function sortByTrace(records: Uint32Array, traceOf: Int32Array, traceCount: number): Int32Array {
  const next = new Int32Array(traceCount + 1)
  for (const trace of traceOf) next[trace + 1] = (next[trace + 1] ?? 0) + 1
  for (let trace = 0; trace < traceCount; trace++) next[trace + 1] = (next[trace + 1] ?? 0) + (next[trace] ?? 0)
  const rows = new Int32Array(traceOf.length)
  for (let record = 0; record < traceOf.length; record++) {
    const trace = traceOf[record] ?? 0
    const place = next[trace] ?? 0
    rows[place] = record
    next[trace] = place + 1
  }
  const rowOf = (record: number): number => records[record * SPAN_WORDS + SpanWord.row] ?? 0
  for (let trace = 0, from = 0; trace < traceCount; trace++) {
    const to = next[trace] ?? 0
    for (let place = from + 1; place < to; place++) {
      if (rowOf(rows[place] ?? 0) > rowOf(rows[place - 1] ?? 0)) continue
      rows.subarray(from, to).sort((a, b) => rowOf(a) - rowOf(b))
      break
    }
    from = to
  }
  return rows
}
