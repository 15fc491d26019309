import type { MapColour } from './mapChoices'
import type { MapEdge, MapGraph, MapNode } from './mapGraph'

/** A figure before a moment and after it; null where it is not known. */
export interface Pair {
  before: number | null
  after: number | null
}

/** How calls, or what a node did, differ before a moment and after it. */
export interface Change {
  /** Per second. */
  rate: Pair
  /** What part failed, 0 to 1. */
  failed: Pair
  /** In nanoseconds. */
  p50: Pair
  p95: Pair
  p99: Pair
  /** Whether there was any of it on one side alone, on neither or on both. */
  there: 'new' | 'gone' | 'never' | 'both'
}

interface Figures {
  count: number
  errors: number
  p50Ns: number | null
  p95Ns: number | null
  p99Ns: number | null
}

/** `seconds` are those of both stretches. */
export function changeOf(before: Figures, after: Figures, seconds: { before: number; after: number }): Change {
  const pair = (figure: (of: Figures) => number | null): Pair => ({ before: figure(before), after: figure(after) })
  const there = before.count > 0 ? (after.count > 0 ? 'both' : 'gone') : after.count > 0 ? 'new' : 'never'
  return {
    rate: {
      before: seconds.before > 0 ? before.count / seconds.before : null,
      after: seconds.after > 0 ? after.count / seconds.after : null,
    },
    failed: pair(({ count, errors }) => (count > 0 ? errors / count : null)),
    p50: pair(({ p50Ns }) => p50Ns),
    p95: pair(({ p95Ns }) => p95Ns),
    p99: pair(({ p99Ns }) => p99Ns),
    there,
  }
}

/** By place in the graph. */
export interface MapChanges {
  nodes: Change[]
  edges: Change[]
}

/** Between two graphs of the same nodes and edges. */
export function mapChanges(before: MapGraph, after: MapGraph, seconds: { before: number; after: number }): MapChanges {
  const between = <One>(ones: readonly One[], others: readonly One[], figures: (one: One) => Figures) =>
    others.flatMap((other, place) => {
      const one = ones[place]
      return one ? [changeOf(figures(one), figures(other), seconds)] : []
    })
  return {
    nodes: between(before.nodes, after.nodes, nodeFigures),
    edges: between(before.edges, after.edges, edgeFigures),
  }
}

export function edgeFigures({ calls, errors, p50Ns, p95Ns, p99Ns }: Omit<MapEdge, 'count'>): Figures {
  return { count: calls, errors, p50Ns, p95Ns, p99Ns }
}

/** Spans of what sends some, else the calls to it. */
function nodeFigures({ kind, spans, errors, calls, callErrors, p95Ns }: MapNode): Figures {
  const unknown = { p50Ns: null, p95Ns, p99Ns: null }
  if (kind === 'service' || kind === 'namespace') return { count: spans, errors, ...unknown }
  return { count: calls, errors: callErrors, ...unknown }
}

/** What of a change is looked at. */
export function pairOf(change: Change, by: MapColour): Pair {
  return by === 'calls' ? change.rate : by === 'errors' ? change.failed : change.p95
}

/**
 * How much more there is after than before: a difference of shares, or the logarithm of a ratio, endless for what is new
 * or gone. Null where it cannot be told.
 */
export function changeAmount({ before, after }: Pair, isShare: boolean): number | null {
  if (before === null || after === null) return null
  if (isShare) return after - before
  if (before === after) return 0
  return Math.log(after / before)
}
