import type {
  ServiceEdge,
  ServiceMap,
  ServiceNode,
  ServiceNodeKind,
} from '../../../../preload/contract/explore/serviceMap'
import type { MapChoices } from './mapChoices'
import { namespaceOf } from './namespaceOf'
import { nodesAround } from './nodesAround'

/** Above this many nodes namespaces are folded unless it is said otherwise. */
const FOLD_ABOVE = 200

/** A node as it is drawn: one of the map, or several of a namespace. */
export interface MapNode {
  /** Tells it from others, in any state of the map. */
  id: string
  title: string
  kind: ServiceNodeKind | 'namespace'
  /** How many nodes of the map it stands for. */
  count: number
  spans: number
  errors: number
  selfNs: number
  /** Calls to it from others, and from itself. */
  calls: number
  ownCalls: number
  callErrors: number
  /** Of the slowest edge that leads to it; null for unknown. */
  p95Ns: number | null
  /** Whether nothing of it is among the spans that are asked about. */
  isIdle: boolean
}

/** Calls between two nodes as they are drawn; several edges are added up, and their slowest percentiles taken. */
export interface MapEdge extends ServiceEdge {
  /** How many edges of the map it stands for. */
  count: number
}

export interface MapGraph {
  nodes: MapNode[]
  /** Between places in `nodes`; none leads back to its own node. */
  edges: MapEdge[]
  /** Whether there are namespaces of several nodes, and whether they are folded. */
  canFold: boolean
  isFolded: boolean
  /** Of nodes of the map: the place where it is drawn, −1 for none. */
  placeOf: Int32Array
}

/** What of a map is drawn. */
export function mapGraph(map: ServiceMap, { focus, hops, fold, open }: MapChoices): MapGraph {
  const centre = focus === '' ? -1 : map.nodes.findIndex(({ name }) => name === focus)
  const around = centre < 0 ? null : nodesAround(map.nodes.length, map.edges, centre, hops)
  const shown = [...map.nodes.keys()].filter((node) => around?.has(node) ?? true)

  const members = new Map<string, number[]>()
  for (const node of shown) {
    const namespace = namespaceOf(map.nodes[node] ?? NOBODY)
    const group = members.get(namespace)
    if (group) group.push(node)
    else members.set(namespace, [node])
  }
  /** One node for most of all would show nothing. */
  const isGroup = (namespace: string) => {
    const count = members.get(namespace)?.length ?? 0
    return namespace !== '' && count > 1 && count <= shown.length / 2
  }
  const canFold = [...members.keys()].some(isGroup)
  const isFolded = canFold && (fold === 'on' || (fold === 'auto' && shown.length > FOLD_ABOVE))
  const opened = new Set(open)

  const nodes: MapNode[] = []
  const placeOf = new Int32Array(map.nodes.length).fill(-1)
  for (const node of shown) {
    if ((placeOf[node] ?? -1) >= 0) continue
    const namespace = namespaceOf(map.nodes[node] ?? NOBODY)
    const group = members.get(namespace) ?? []
    const isOne = isFolded && isGroup(namespace) && !opened.has(namespace) && !group.includes(centre)
    const part = (isOne ? group : [node]).map((one) => map.nodes[one] ?? NOBODY)
    for (const one of isOne ? group : [node]) placeOf[one] = nodes.length
    nodes.push(isOne ? sumOf(`namespace ${namespace}`, namespace, part) : nodeOf(part[0] ?? NOBODY))
  }
  return { nodes, edges: edgesBetween(map, nodes, placeOf), canFold, isFolded, placeOf }
}

/** The edges of a map between the places where its nodes are drawn; fills in what is called. */
function edgesBetween(map: ServiceMap, nodes: MapNode[], placeOf: Int32Array): MapEdge[] {
  const edges = new Map<number, MapEdge>()
  for (const edge of map.edges) {
    const [from, to] = [placeOf[edge.from] ?? -1, placeOf[edge.to] ?? -1]
    const node = nodes[to]
    if (from === to && node) node.ownCalls += edge.calls
    if (from < 0 || to < 0 || from === to) continue
    const key = from * nodes.length + to
    const before = edges.get(key)
    edges.set(key, before ? added(before, edge) : { ...edge, from, to, count: 1 })
  }
  for (const { from, to, calls, errors, p95Ns } of edges.values()) {
    const [caller, node] = [nodes[from], nodes[to]]
    if (caller && calls > 0) caller.isIdle = false
    if (!node) continue
    if (calls > 0) node.isIdle = false
    node.calls += calls
    node.callErrors += errors
    node.p95Ns = greatest(node.p95Ns, p95Ns)
  }
  return [...edges.values()]
}

function added(one: MapEdge, other: ServiceEdge): MapEdge {
  return {
    from: one.from,
    to: one.to,
    count: one.count + 1,
    calls: one.calls + other.calls,
    errors: one.errors + other.errors,
    asynchronous:
      one.asynchronous === null || other.asynchronous === null ? null : one.asynchronous + other.asynchronous,
    p50Ns: greatest(one.p50Ns, other.p50Ns),
    p95Ns: greatest(one.p95Ns, other.p95Ns),
    p99Ns: greatest(one.p99Ns, other.p99Ns),
  }
}

function greatest(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : Math.max(one, other)
}

const NOBODY: ServiceNode = { name: '', kind: 'service', namespace: '', key: null, spans: 0, errors: 0, selfNs: 0 }
const NO_CALLS = { calls: 0, ownCalls: 0, callErrors: 0, p95Ns: null }

function nodeOf({ name, kind, spans, errors, selfNs }: ServiceNode): MapNode {
  return { id: `node ${name}`, title: name, kind, count: 1, spans, errors, selfNs, ...NO_CALLS, isIdle: spans === 0 }
}

function sumOf(id: string, title: string, nodes: ServiceNode[]): MapNode {
  const sum = (figure: 'spans' | 'errors' | 'selfNs') => nodes.reduce((all, node) => all + node[figure], 0)
  const spans = sum('spans')
  return {
    id,
    title,
    kind: 'namespace',
    count: nodes.length,
    spans,
    errors: sum('errors'),
    selfNs: sum('selfNs'),
    ...NO_CALLS,
    isIdle: spans === 0,
  }
}

/** Tells graphs apart that are laid out in another way: figures change none. */
export function shapeOf({ nodes, edges }: MapGraph): string {
  return JSON.stringify([nodes.map(({ id }) => id), edges.map(({ from, to }) => [from, to])])
}

/** Where to begin: what nothing calls and has the most spans; −1 in an empty graph. */
export function startOf({ nodes }: MapGraph): number {
  const most = nodes.reduce(
    (best, { calls, spans }, place) => {
      const weight = (calls === 0 && spans > 0 ? 1e15 : 0) + spans
      return weight > best.weight ? { place, weight } : best
    },
    { place: -1, weight: -1 },
  )
  return most.place
}
