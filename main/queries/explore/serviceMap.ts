import type { TraceFilter } from '../../../preload/contract/explorer'
import type { ServiceMap, TimeStretch } from '../../../preload/contract/explore/serviceMap'
import type { ArchiveReader } from '../ArchiveReader'
import type { Matches } from '../Matches'
import type { ArchiveCalls } from './archiveCalls'
import { ChosenCalls } from './ChosenCalls'
import { ALWAYS, type ChosenSpans } from './chosenSpans'
import { filledMap, type MapShape } from './mapShape'
import { readSpanSums } from './readSpanSums'
import type { SpansOverTime } from './SpansOverTime'
import { sumCalls } from './sumCalls'

interface Asked {
  matches: Matches
  known: ArchiveCalls
  shape: MapShape
  filter: TraceFilter
  /** Those of the filter. */
  isChosen: ChosenSpans
  /** Those of the filter as well; null where they are not at hand. */
  spansOverTime: SpansOverTime | null
  between?: TimeStretch | undefined
}

/** Who calls whom among the spans that a filter lets through. Fails with `query_wrong`. */
export async function serviceMap(
  reader: ArchiveReader,
  { matches, known, shape, filter, isChosen, spansOverTime, between = ALWAYS }: Asked,
  signal: AbortSignal,
): Promise<ServiceMap> {
  const [spans, sums] = await Promise.all([
    spansOverTime?.within(between) ??
      readSpanSums(reader, { matches, filter, between, ofResource: known.names.ofResource }, signal),
    sumCalls(new ChosenCalls(known, isChosen, between), signal),
  ])
  const [p99, p95, p50] = sums.percentiles
  return filledMap(shape, spans, (pair) => ({
    calls: sums.calls[pair] ?? 0,
    errors: sums.errors[pair] ?? 0,
    asynchronous: sums.asynchronous[pair] ?? 0,
    p50Ns: orUnknown(p50?.[pair]),
    p95Ns: orUnknown(p95?.[pair]),
    p99Ns: orUnknown(p99?.[pair]),
  }))
}

function orUnknown(value = NaN): number | null {
  return Number.isNaN(value) ? null : value
}
