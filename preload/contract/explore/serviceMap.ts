import type { DurationCounts } from './durationBins'

/** What a node of the map stands for. All but services are known from the spans of those that call them alone. */
export type ServiceNodeKind = 'service' | 'database' | 'queue' | 'external'

export interface ServiceNode {
  name: string
  kind: ServiceNodeKind
  /** `service.namespace`; empty for none. */
  namespace: string
  /** The attribute of its callers' spans that names it; null for services, and where no attribute does. */
  key: string | null
  /** Of the spans that were asked about: those of the service itself, none where it sent none. */
  spans: number
  errors: number
  selfNs: number
}

/** The calls from one node to another, counted as in `service_dependencies`. */
export interface ServiceEdge {
  /** Places in `ServiceMap.nodes`. */
  from: number
  to: number
  calls: number
  errors: number
  /** Calls by message, and calls that ended after the span which made them; null where that was not looked at. */
  asynchronous: number | null
  /** Of the spans that measured the calls, the called side's where it has one; null where none did. */
  p50Ns: number | null
  p95Ns: number | null
  p99Ns: number | null
}

/**
 * Who calls whom. Nodes and edges are those of the whole archive whatever is asked about, in the same order, so that
 * each keeps its place; the figures are of the spans that were asked about, 0 for none.
 */
export interface ServiceMap {
  nodes: ServiceNode[]
  edges: ServiceEdge[]
  /** How many there are beside these, of which there are the most calls. */
  moreNodes: number
  moreEdges: number
}

/** How long the calls of one edge took; bin 0 also holds those of no length. */
export interface CallDurations extends DurationCounts {
  /** Calls that no span measured. */
  unmeasured: number
}

/** A way from a root to a service: those that follow each other, a service that calls itself once. */
export interface ServicePath {
  services: string[]
  /** Whether some in the middle are left out, as the way is very long. */
  isCut: boolean
  /** Spans of the service that are reached this way, and in how many traces. */
  spans: number
  traces: number
  errors: number
}

export interface ServicePaths {
  /** The most frequent first. */
  paths: ServicePath[]
  /** How many more ways there are. */
  more: number
}
