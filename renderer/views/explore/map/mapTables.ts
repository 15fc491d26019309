import type { ServiceMap } from '../../../../preload/contract/explore/serviceMap'
import type { TableColumn, TableSort } from '../../../ui/table/TableColumn'

export const text = (id: string, label: string, title: string): TableColumn => ({
  id,
  label,
  title,
  number: false,
  width: 160,
  share: 2,
})
export const number = (id: string, label: string, title: string, width = 96): TableColumn => ({
  id,
  label,
  title,
  number: true,
  width,
  share: 0,
})

export const CALL_COLUMNS: TableColumn[] = [
  text('from', 'Caller', 'Who calls'),
  text('to', 'Called', 'What is called'),
  number('calls', 'Calls', 'How often'),
  number('errors', 'Failed', 'Calls that failed', 80),
  number('p50Ns', 'p50', 'Half of the calls took no longer', 84),
  number('p95Ns', 'p95', '95 % of the calls took no longer', 84),
  number('p99Ns', 'p99', '99 % of the calls took no longer', 84),
  number('asynchronous', 'Asynchronous', 'Calls by message, and calls that ended after the span which made them', 120),
]

export const SERVICE_COLUMNS: TableColumn[] = [
  text('name', 'Service', 'Name of the service, or of what it calls'),
  { ...text('kind', 'Kind', 'What it is'), width: 110, share: 0 },
  number('calls', 'Calls', 'Calls to it, also from itself'),
  number('spans', 'Spans', 'Spans of the service'),
  number('errors', 'Errors', 'Failed spans of the service', 80),
  number('selfNs', 'Self time', 'Time in its spans and in none below them, added up', 110),
]

/** Places of the edges with calls in their order. */
export function sortedEdges({ nodes, edges }: ServiceMap, { column, descending }: TableSort): number[] {
  const key = (edge: ServiceMap['edges'][number]): string | number | null => {
    if (column === 'from' || column === 'to') return nodes[edge[column]]?.name ?? ''
    return column === 'errors' ||
      column === 'p50Ns' ||
      column === 'p95Ns' ||
      column === 'p99Ns' ||
      column === 'asynchronous'
      ? edge[column]
      : edge.calls
  }
  return sortedPlaces(edges.map(key), descending).filter((place) => (edges[place]?.calls ?? 0) > 0)
}

/** Places of the nodes with spans or calls in their order. */
export function sortedNodes({ nodes }: ServiceMap, calls: Float64Array, { column, descending }: TableSort): number[] {
  const keys = nodes.map((node, place) => {
    if (column === 'calls') return calls[place] ?? 0
    return column === 'name' || column === 'kind' || column === 'errors' || column === 'selfNs'
      ? node[column]
      : node.spans
  })
  return sortedPlaces(keys, descending).filter((place) => (nodes[place]?.spans ?? 0) + (calls[place] ?? 0) > 0)
}

/** Calls to each node. */
export function callsTo({ nodes, edges }: ServiceMap): Float64Array {
  const sums = new Float64Array(nodes.length)
  for (const { to, calls } of edges) sums[to] = (sums[to] ?? 0) + calls
  return sums
}

/** What is not known comes last either way. */
export function sortedPlaces(keys: (string | number | null)[], descending: boolean): number[] {
  const sign = descending ? -1 : 1
  return [...keys.keys()].sort((a, b) => {
    const [one = null, other = null] = [keys[a], keys[b]]
    if (one === null || other === null) return Number(one === null) - Number(other === null) || a - b
    const order =
      typeof one === 'string' && typeof other === 'string' ? one.localeCompare(other) : Number(one) - Number(other)
    return sign * order || a - b
  })
}
