import type { TraceFilter } from '../../../preload/contract/explorer'
import type { ServiceMap, ServiceNode, ServiceNodeKind } from '../../../preload/contract/explore/serviceMap'
import { listValue } from '@duckdb/node-api'
import { PEER_KEYS } from '../../analysis/peerKeys'
import { sql } from '../../archive/sql'
import { SpanScope } from '../../traceql/SpanScope'
import type { ArchiveReader } from '../ArchiveReader'
import type { Matches } from '../Matches'
import { cell, readRows } from '../readRows'
import { spanCondition } from '../spanCondition'
import type { ArchiveCalls } from './archiveCalls'
import { chosenSpans } from './chosenSpans'
import { sumCalls } from './sumCalls'

const MOST_NODES = 2_000
const MOST_EDGES = 8_000

interface MapQuestion {
  matches: Matches
  known: ArchiveCalls
  filter: TraceFilter
}

/** Fails with `query_wrong`. */
export async function serviceMap(
  reader: ArchiveReader,
  { matches, known, filter }: MapQuestion,
  signal: AbortSignal,
): Promise<ServiceMap> {
  const { names, calls } = known
  const shown = shownParts(known)
  const [spans, isChosen, peers] = await Promise.all([
    readSpanSums(reader, { matches, known, filter }, signal),
    chosenSpans(reader, matches, filter, signal),
    readPeers(reader, known, shown.numbers, signal),
  ])
  const sums = await sumCalls(calls, isChosen, signal)
  const placeOf = new Map(shown.numbers.map((number, place) => [number, place]))
  return {
    nodes: shown.numbers.map((number): ServiceNode => {
      const sum = spans.get(number)
      return {
        name: names.texts[number] ?? '',
        namespace: names.namespaces[number] ?? '',
        ...(peers.get(number) ?? { kind: 'service', key: null }),
        spans: sum?.spans ?? 0,
        errors: sum?.errors ?? 0,
        selfNs: sum?.selfNs ?? 0,
      }
    }),
    edges: shown.pairs.map((pair) => ({
      from: placeOf.get(calls.callers[pair] ?? -1) ?? 0,
      to: placeOf.get(calls.callees[pair] ?? -1) ?? 0,
      calls: sums.calls[pair] ?? 0,
      errors: sums.errors[pair] ?? 0,
      asynchronous: sums.asynchronous[pair] ?? 0,
      p50Ns: orUnknown(sums.percentiles[0]?.[pair]),
      p95Ns: orUnknown(sums.percentiles[1]?.[pair]),
      p99Ns: orUnknown(sums.percentiles[2]?.[pair]),
    })),
    moreNodes: shown.moreNodes,
    moreEdges: shown.moreEdges,
  }
}

function orUnknown(value = NaN): number | null {
  return Number.isNaN(value) ? null : value
}

/** Names and pairs that are shown: all, or those with the most calls. A service alone is one too. */
function shownParts({ names, calls }: ArchiveCalls) {
  const callCount = new Float64Array(calls.callers.length)
  for (let call = 0; call < calls.count; call++) {
    const pair = calls.pair[call] ?? 0
    callCount[pair] = (callCount[pair] ?? 0) + 1
  }
  const weight = new Float64Array(names.texts.length)
  for (const [pair, count] of callCount.entries()) {
    for (const end of [calls.callers[pair] ?? 0, calls.callees[pair] ?? 0]) weight[end] = (weight[end] ?? 0) + count
  }
  const present = [...weight.keys()].filter((number) => number < names.serviceCount || (weight[number] ?? 0) > 0)
  const byWeight = present.toSorted((a, b) => (weight[b] ?? 0) - (weight[a] ?? 0) || a - b)
  const numbers = byWeight.slice(0, MOST_NODES).sort((a, b) => a - b)
  const kept = new Set(numbers)
  const pairs = [...callCount.keys()]
    .filter((pair) => kept.has(calls.callers[pair] ?? -1) && kept.has(calls.callees[pair] ?? -1))
    .sort((a, b) => (callCount[b] ?? 0) - (callCount[a] ?? 0) || a - b)
    .slice(0, MOST_EDGES)
  return {
    numbers,
    pairs,
    moreNodes: present.length - numbers.length,
    moreEdges: callCount.length - pairs.length,
  }
}

async function readSpanSums(reader: ArchiveReader, { matches, known, filter }: MapQuestion, signal: AbortSignal) {
  const rows = await matches.use(reader, filter.query, { signal }, (matched) => {
    const spans = matched.from(new SpanScope(), spanCondition(filter, matched.rows))
    const statement = sql`SELECT s.tree.resource_key, count(*), count(*) FILTER (s.status = 'error'),
      coalesce(sum(greatest(s.tree.self_time_ns, 0)), 0)::DOUBLE FROM ${spans} GROUP BY 1`
    return readRows(reader.chunks(statement, signal), {
      resource: cell.number,
      spans: cell.number,
      errors: cell.number,
      selfNs: cell.number,
    })
  })
  const sums = new Map<number, { spans: number; errors: number; selfNs: number }>()
  for (const { resource, ...figures } of rows) {
    const number = known.names.ofResource[resource] ?? -1
    const sum = sums.get(number) ?? { spans: 0, errors: 0, selfNs: 0 }
    sum.spans += figures.spans
    sum.errors += figures.errors
    sum.selfNs += figures.selfNs
    sums.set(number, sum)
  }
  return sums
}

/** What peers are that sent no spans, by a span that tells of each. */
async function readPeers(
  reader: ArchiveReader,
  { names, tellers }: ArchiveCalls,
  numbers: number[],
  signal: AbortSignal,
) {
  const numberOf = new Map<number, number[]>()
  for (const number of numbers) {
    const row = tellers[number] ?? -1
    if (number < names.serviceCount || row < 0) continue
    numberOf.set(row, [...(numberOf.get(row) ?? []), number])
  }
  const peers = new Map<number, { kind: ServiceNodeKind; key: string | null }>()
  if (numberOf.size === 0) return peers
  const statement = sql`SELECT span_row, kind, attributes FROM store.span_rows
    WHERE span_row IN (SELECT unnest(${listValue([...numberOf.keys()])}::INTEGER[]))`
  const rows = await readRows(reader.chunks(statement, signal), {
    row: cell.number,
    kind: cell.text,
    attributes: cell.map,
  })
  for (const { row, kind, attributes } of rows) {
    const has = (prefix: string) => attributes.some(([key]) => key.startsWith(prefix))
    const isQueue = kind === 'producer' || kind === 'consumer' || has('messaging.')
    for (const number of numberOf.get(row) ?? []) {
      const naming = new Set(attributes.flatMap(([key, value]) => (value === names.texts[number] ? [key] : [])))
      peers.set(number, {
        kind: isQueue ? 'queue' : has('db.') ? 'database' : 'external',
        key: PEER_KEYS.find((key) => naming.has(key)) ?? null,
      })
    }
  }
  return peers
}
