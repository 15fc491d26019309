import { SPAN_KINDS } from '../../preload/contract/trace'
import { agreedOffset } from './agreedOffset'

/** Spans as columns, parents before their children; times in nanoseconds, NaN where unknown. */
export interface SpansOfHosts {
  parent: Int32Array
  start: Float64Array
  duration: Float64Array
  /** Index into `SPAN_KINDS`. */
  kind: Uint8Array
  host: Int32Array
}

/** A callee starts at least so long after its caller, where nothing else tells. */
const LEAST_LATENCY = 1_000
const CLIENT = SPAN_KINDS.indexOf('client')
const SERVER = SPAN_KINDS.indexOf('server')
const PRODUCER = SPAN_KINDS.indexOf('producer')
const CONSUMER = SPAN_KINDS.indexOf('consumer')

/** What the calls between two hosts allow the clock of the second to be moved by, each an interval. */
interface Pair {
  hosts: [number, number]
  lower: number[]
  upper: number[]
}

/**
 * By how much the times of each host are to be moved so that calls between hosts begin after their caller did, and end
 * before it where the caller waits. One call alone is put in the middle of its caller, as Jaeger and Zipkin do; where
 * there are several between two hosts, both clocks have one offset, which as many of them as possible allow. Offsets
 * count from the host of the first root (of each group of hosts that call one another); 0 for a clock that is right.
 */
export function clockOffsets(spans: SpansOfHosts, hostCount: number): Float64Array {
  const pairs = [...pairsOf(spans, hostCount).values()].sort((a, b) => b.lower.length - a.lower.length)
  const neighbours = new Map<number, { host: number; offset: number }[]>()
  const neighboursOf = (host: number) => {
    const known = neighbours.get(host) ?? []
    neighbours.set(host, known)
    return known
  }
  const group = Int32Array.from({ length: hostCount }, (_, host) => host)
  const groupOf = (host: number): number => {
    let root = host
    while (group[root] !== root) root = group[root] = group[group[root] ?? 0] ?? 0
    return root
  }
  // A tree of the pairs that call each other most: what two hosts know of each other by a third is less certain.
  for (const { hosts, lower, upper } of pairs) {
    const [one, other] = hosts
    if (groupOf(one) === groupOf(other)) continue
    group[groupOf(one)] = groupOf(other)
    const offset = agreedOffset(lower, upper)
    neighboursOf(one).push({ host: other, offset })
    neighboursOf(other).push({ host: one, offset: -offset })
  }

  const offsets = new Float64Array(hostCount).fill(NaN)
  for (const first of spans.host) {
    if (!Number.isNaN(offsets[first] ?? 0)) continue
    offsets[first] = 0
    const waiting = [first]
    for (let host = waiting.pop(); host !== undefined; host = waiting.pop()) {
      for (const { host: next, offset } of neighbours.get(host) ?? []) {
        if (!Number.isNaN(offsets[next] ?? 0)) continue
        offsets[next] = (offsets[host] ?? 0) + offset
        waiting.push(next)
      }
    }
  }
  return offsets.map((offset) => (Number.isNaN(offset) ? 0 : offset))
}

function pairsOf(spans: SpansOfHosts, hostCount: number): Map<number, Pair> {
  const { parent, host } = spans
  const pairs = new Map<number, Pair>()
  for (let row = 0; row < parent.length; row++) {
    const above = parent[row] ?? -1
    const caller = host[above] ?? -1
    const callee = host[row] ?? -1
    if (above < 0 || caller === callee) continue
    const allowed = allowedOffsets(spans, above, row)
    if (!allowed) continue
    const hosts: [number, number] = caller < callee ? [caller, callee] : [callee, caller]
    const key = hosts[0] * hostCount + hosts[1]
    const pair = pairs.get(key) ?? { hosts, lower: [], upper: [] }
    pairs.set(key, pair)
    pair.lower.push(caller < callee ? allowed.from : -allowed.to)
    pair.upper.push(caller < callee ? allowed.to : -allowed.from)
  }
  return pairs
}

/** By how much a child may be moved; null when its start or its parent's is unknown. */
function allowedOffsets(
  { start, duration, kind }: SpansOfHosts,
  parent: number,
  child: number,
): { from: number; to: number } | null {
  const from = (start[parent] ?? NaN) - (start[child] ?? NaN)
  if (Number.isNaN(from)) return null
  const slack = (duration[parent] ?? NaN) - (duration[child] ?? NaN)
  const message = kind[parent] === PRODUCER || kind[child] === CONSUMER
  const call = kind[parent] === CLIENT && kind[child] === SERVER
  // Nobody waits for a message, nor does a parent wait that took less time than its child.
  if (message || !(slack >= 0)) return { from: from > 0 ? from + LEAST_LATENCY : from, to: Infinity }
  // That it ends after its parent proves nothing unless the parent waits: it may have gone on by itself.
  if (!call && from <= 0 && from + slack < 0) return { from, to: Infinity }
  return { from, to: from + slack }
}
