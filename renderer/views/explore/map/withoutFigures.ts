import type { ServiceMap } from '../../../../preload/contract/explore/serviceMap'

/** The nodes and edges of a map, of which nothing is counted as yet. */
export function withoutFigures({ nodes, edges, ...more }: ServiceMap): ServiceMap {
  return {
    ...more,
    nodes: nodes.map((node) => ({ ...node, spans: 0, errors: 0, selfNs: 0 })),
    edges: edges.map((edge) => ({ ...edge, calls: 0, errors: 0, p50Ns: null, p95Ns: null, p99Ns: null })),
  }
}
