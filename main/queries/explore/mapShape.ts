import { listValue } from '@duckdb/node-api'
import type {
  ServiceEdge,
  ServiceMap,
  ServiceNode,
  ServiceNodeKind,
} from '../../../preload/contract/explore/serviceMap'
import { PEER_KEYS } from '../../analysis/peerKeys'
import { sql } from '../../archive/sql'
import type { ArchiveReader } from '../ArchiveReader'
import { cell, readRows } from '../readRows'
import type { SpanSums } from './readSpanSums'
import type { ServiceNames } from './serviceNames'

const MOST_NODES = 2_000
const MOST_EDGES = 8_000

/** Calls from one name to another, by their numbers. */
export interface CallPair {
  caller: number
  callee: number
  /** In the whole archive. */
  calls: number
}

/** A map without figures, which is the same whatever is asked about. */
export interface MapShape extends Pick<ServiceMap, 'moreNodes' | 'moreEdges'> {
  /** With the number of each name. */
  nodes: { number: number; node: Omit<ServiceNode, 'spans' | 'errors' | 'selfNs'> }[]
  /** With the place of each pair. */
  edges: { pair: number; from: number; to: number }[]
}

/** The shape of these calls: all of it, or what has the most calls in the whole archive. A service alone is in it too. */
export async function mapShape(
  reader: ArchiveReader,
  names: Pick<ServiceNames, 'texts' | 'serviceCount' | 'namespaces'>,
  pairs: readonly CallPair[],
  signal: AbortSignal,
): Promise<MapShape> {
  const weight = new Float64Array(names.texts.length)
  for (const { caller, callee, calls } of pairs) {
    for (const end of [caller, callee]) weight[end] = (weight[end] ?? 0) + calls
  }
  const present = [...weight.keys()].filter((number) => number < names.serviceCount || (weight[number] ?? 0) > 0)
  const byWeight = present.toSorted((a, b) => (weight[b] ?? 0) - (weight[a] ?? 0) || a - b)
  const numbers = byWeight.slice(0, MOST_NODES).sort((a, b) => a - b)
  const placeOf = new Map(numbers.map((number, place) => [number, place]))
  const edges = pairs
    .map((pair, place) => ({ ...pair, place }))
    .filter(({ caller, callee }) => placeOf.has(caller) && placeOf.has(callee))
    .sort((a, b) => b.calls - a.calls || a.caller - b.caller || a.callee - b.callee)
    .slice(0, MOST_EDGES)
  const inferred = numbers.filter((number) => number >= names.serviceCount)
  const peers = await readPeers(
    reader,
    inferred.map((number) => names.texts[number] ?? ''),
    signal,
  )
  return {
    nodes: numbers.map((number) => {
      const name = names.texts[number] ?? ''
      const peer = number < names.serviceCount ? SERVICE : (peers.get(name) ?? EXTERNAL)
      return { number, node: { name, namespace: names.namespaces[number] ?? '', ...peer } }
    }),
    edges: edges.map(({ caller, callee, place }) => ({
      pair: place,
      from: placeOf.get(caller) ?? 0,
      to: placeOf.get(callee) ?? 0,
    })),
    moreNodes: present.length - numbers.length,
    moreEdges: pairs.length - edges.length,
  }
}

/** The map of that shape with the figures of the spans that are asked about. */
export function filledMap(
  { nodes, edges, ...more }: MapShape,
  spans: SpanSums,
  figuresOf: (pair: number) => Omit<ServiceEdge, 'from' | 'to'>,
): ServiceMap {
  return {
    ...more,
    nodes: nodes.map(({ number, node }) => ({
      ...node,
      ...(spans.get(number) ?? { spans: 0, errors: 0, selfNs: 0 }),
    })),
    edges: edges.map(({ pair, from, to }) => ({ from, to, ...figuresOf(pair) })),
  }
}

interface Peer {
  kind: ServiceNodeKind
  key: string | null
}

const SERVICE: Peer = { kind: 'service', key: null }
const EXTERNAL: Peer = { kind: 'external', key: null }

/** What peers are that sent no spans, by the first span that tells of each. */
async function readPeers(reader: ArchiveReader, peers: string[], signal: AbortSignal): Promise<Map<string, Peer>> {
  if (peers.length === 0) return new Map()
  const statement = sql`SELECT f.peer, s.kind, s.attributes FROM (
      SELECT peer, min(span_row) AS span_row FROM store.span_rows
      WHERE peer IN (SELECT unnest(${listValue(peers)}::VARCHAR[])) GROUP BY peer) f
    JOIN store.span_rows s ON s.span_row = f.span_row`
  const rows = await readRows(reader.chunks(statement, signal), {
    peer: cell.text,
    kind: cell.text,
    attributes: cell.map,
  })
  return new Map(rows.map(({ peer, kind, attributes }) => [peer, peerOf(peer, kind, attributes)]))
}

function peerOf(name: string, kind: string, attributes: [key: string, value: string | null][]): Peer {
  const has = (prefix: string) => attributes.some(([key]) => key.startsWith(prefix))
  const naming = new Set(attributes.flatMap(([key, value]) => (value === name ? [key] : [])))
  const isQueue = kind === 'producer' || kind === 'consumer' || has('messaging.')
  return {
    kind: isQueue ? 'queue' : has('db.') ? 'database' : 'external',
    key: PEER_KEYS.find((key) => naming.has(key)) ?? null,
  }
}
