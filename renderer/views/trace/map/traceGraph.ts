import { SPAN_KINDS, type TraceColumns } from '../../../../preload/contract/trace'
import type { Operations } from '../flame/flameTree'
import { ERROR } from '../measureTrace'
import type { Slices } from '../Slices'

const SERVER = SPAN_KINDS.indexOf('server')
const CONSUMER = SPAN_KINDS.indexOf('consumer')

/** Who calls whom in a trace: nodes are its services or its operations. Times are nanoseconds. */
export interface TraceGraph {
  nodeCount: number
  /** Of each node: a row of the trace that belongs to it. −1 for one without any span. */
  row: Int32Array
  spans: Int32Array
  errors: Int32Array
  /** Spans that nothing called. */
  entries: Int32Array
  /** Spans that match the query. */
  matched: Int32Array
  self: Float64Array
  /** Durations added up, and of how many spans. */
  total: Float64Array
  timed: Int32Array
  edges: CallEdge[]
}

export interface CallEdge {
  from: number
  to: number
  calls: number
  /** Calls whose span failed. */
  errors: number
}

/** The node of each row, and how many there are. */
export interface GraphNodes {
  index: Int32Array
  count: number
}

export function serviceNodes({ service, services }: TraceColumns): GraphNodes {
  return { index: service, count: services.length }
}

export function operationNodes({ index, row }: Operations): GraphNodes {
  return { index, count: row.length }
}

/**
 * Adds up the rows from `first` up to, but not including, `last`. A call is a span whose parent belongs to another node; within
 * one node, one that a request or a message has entered: its parent called it over the wire, or `nested` counts any.
 */
export async function traceGraph(
  columns: TraceColumns,
  { index, count }: GraphNodes,
  range: { first: number; last: number },
  nested: boolean,
  matched: Uint8Array,
  slices: Slices,
): Promise<TraceGraph> {
  const graph: TraceGraph = {
    nodeCount: count,
    row: new Int32Array(count).fill(-1),
    spans: new Int32Array(count),
    errors: new Int32Array(count),
    entries: new Int32Array(count),
    matched: new Int32Array(count),
    self: new Float64Array(count),
    total: new Float64Array(count),
    timed: new Int32Array(count),
    edges: [],
  }
  const { row: rows, spans, errors, entries, matched: matches, self, total, timed, edges } = graph
  const places = new Map<number, CallEdge>()
  await slices.each(range.last - range.first, (place) => {
    const row = range.first + place
    const node = index[row] ?? 0
    const failed = columns.status[row] === ERROR ? 1 : 0
    const duration = columns.duration[row] ?? NaN
    if ((rows[node] ?? -1) < 0) rows[node] = row
    spans[node] = (spans[node] ?? 0) + 1
    errors[node] = (errors[node] ?? 0) + failed
    matches[node] = (matches[node] ?? 0) + (matched[row] ?? 0)
    self[node] = (self[node] ?? 0) + (columns.selfTime[row] || 0)
    if (duration >= 0) {
      total[node] = (total[node] ?? 0) + duration
      timed[node] = (timed[node] ?? 0) + 1
    }
    const above = columns.parent[row] ?? -1
    if (above < range.first) {
      entries[node] = (entries[node] ?? 0) + 1
      return
    }
    const caller = index[above] ?? 0
    const kind = columns.kind[row]
    if (caller === node && !nested && kind !== SERVER && kind !== CONSUMER) return
    const key = caller * count + node
    let edge = places.get(key)
    if (!edge) {
      places.set(key, (edge = { from: caller, to: node, calls: 0, errors: 0 }))
      edges.push(edge)
    }
    edge.calls++
    edge.errors += failed
  })
  return graph
}
