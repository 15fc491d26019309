import type { TraceFilter } from '../../../preload/contract/explorer'
import type { ServiceMap } from '../../../preload/contract/explore/serviceMap'
import type { ArchiveReader } from '../ArchiveReader'
import type { Matches } from '../Matches'
import type { ArchiveCalls } from './archiveCalls'
import { buildMap, type CallPair } from './buildMap'
import { chosenSpans } from './chosenSpans'
import { readSpanSums } from './readSpanSums'
import { sumCalls } from './sumCalls'

/** Who calls whom among the spans that a filter lets through. Fails with `query_wrong`. */
export async function serviceMap(
  reader: ArchiveReader,
  { matches, known, filter }: { matches: Matches; known: ArchiveCalls; filter: TraceFilter },
  signal: AbortSignal,
): Promise<ServiceMap> {
  const { names, calls } = known
  const [spans, isChosen] = await Promise.all([
    readSpanSums(reader, { matches, filter, ofResource: names.ofResource }, signal),
    chosenSpans(reader, matches, filter, signal),
  ])
  const sums = await sumCalls(calls, isChosen, signal)
  const weights = new Float64Array(calls.callers.length)
  for (let call = 0; call < calls.count; call++) {
    const pair = calls.pair[call] ?? 0
    weights[pair] = (weights[pair] ?? 0) + 1
  }
  const [p50, p95, p99] = sums.percentiles
  const pairs = calls.callers.map((caller, pair): CallPair => ({
    caller,
    callee: calls.callees[pair] ?? -1,
    weight: weights[pair] ?? 0,
    figures: {
      calls: sums.calls[pair] ?? 0,
      errors: sums.errors[pair] ?? 0,
      asynchronous: sums.asynchronous[pair] ?? 0,
      p50Ns: orUnknown(p50?.[pair]),
      p95Ns: orUnknown(p95?.[pair]),
      p99Ns: orUnknown(p99?.[pair]),
    },
  }))
  return buildMap(reader, names, { pairs, spans }, signal)
}

function orUnknown(value = NaN): number | null {
  return Number.isNaN(value) ? null : value
}
