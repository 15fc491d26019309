import type { TraceFilter } from '../../../preload/contract/explorer'
import type {
  CallDurations,
  CallsOverTime,
  ServiceMap,
  ServicePaths,
  TimeStretch,
} from '../../../preload/contract/explore/serviceMap'
import { questionKey } from '../../../preload/contract/questionKey'
import type { ArchiveReader } from '../ArchiveReader'
import type { Matches } from '../Matches'
import { SharedAnswers } from '../SharedAnswers'
import { archiveCalls, type ArchiveCalls } from './archiveCalls'
import { callDurations } from './callDurations'
import { callsOverTime } from './callsOverTime'
import { ChosenCalls } from './ChosenCalls'
import { ALWAYS, chosenSpans, type ChosenSpans } from './chosenSpans'
import { dependencyMap } from './dependencyMap'
import { mapShape, type MapShape } from './mapShape'
import { serviceMap } from './serviceMap'
import { servicePaths } from './servicePaths'
import { readSpansOverTime, type SpansOverTime } from './SpansOverTime'

const KEPT = 8
/** Bins of the calls over time at the most: wide enough to be hit with a mouse. */
const BINS = 150

type Open = () => Promise<ArchiveReader>

/** The spans that are asked about. */
interface Asked {
  filter: TraceFilter
  between?: TimeStretch | undefined
}

/** Maps of the services of one archive. Its calls are found once, the first time that any is asked for. */
export class ServiceMaps {
  readonly #calls = new SharedAnswers<{ known: ArchiveCalls; shape: MapShape }>(1)
  /** Of filters: their stretches of time are asked about again and again. */
  readonly #chosen = new SharedAnswers<ChosenSpans>(2)
  readonly #spans = new SharedAnswers<SpansOverTime>(2)
  readonly #maps = new SharedAnswers<ServiceMap>(KEPT)
  readonly #timelines = new SharedAnswers<CallsOverTime>(KEPT)
  readonly #durations = new SharedAnswers<CallDurations>(KEPT)
  readonly #paths = new SharedAnswers<ServicePaths>(KEPT)
  readonly #matches: Matches

  constructor(matches: Matches) {
    this.#matches = matches
  }

  /** Of the whole archive, without what the import has not counted. */
  dependencies(archive: Open, signal: AbortSignal): Promise<ServiceMap> {
    return this.#maps.ask('', signal, async (shared) => dependencyMap(await archive(), this.#matches, shared))
  }

  /** Fails with `query_wrong` and `cancelled`, as the others do. */
  map(archive: Open, asked: Asked, signal: AbortSignal): Promise<ServiceMap> {
    return this.#maps.ask(questionKey(asked), signal, async (shared) => {
      const reader = await archive()
      const [calls, isChosen] = await this.#bothOf(reader, asked.filter, shared)
      const isWhole = !asked.between || (asked.between.from === null && asked.between.to === null)
      const spansOverTime = isWhole ? null : await this.#spansOverTime(reader, asked.filter, shared)
      return serviceMap(reader, { matches: this.#matches, ...calls, ...asked, isChosen, spansOverTime }, shared)
    })
  }

  overTime(archive: Open, filter: TraceFilter, signal: AbortSignal): Promise<CallsOverTime> {
    return this.#timelines.ask(questionKey(filter), signal, async (shared) => {
      const [{ known }, isChosen] = await this.#bothOf(await archive(), filter, shared)
      const chosen = new ChosenCalls(known, isChosen, ALWAYS)
      return callsOverTime({ chosen, origin: known.origin, filter, bins: BINS }, shared)
    })
  }

  durations(
    archive: Open,
    asked: Asked & { caller: string; callee: string },
    signal: AbortSignal,
  ): Promise<CallDurations> {
    return this.#durations.ask(questionKey(asked), signal, async (shared) => {
      const [{ known }, isChosen] = await this.#bothOf(await archive(), asked.filter, shared)
      const { texts } = known.names
      const pair = known.calls.find(texts.indexOf(asked.caller), texts.indexOf(asked.callee))
      return callDurations(new ChosenCalls(known, isChosen, asked.between ?? ALWAYS), pair, shared)
    })
  }

  paths(archive: Open, asked: Asked & { service: string }, signal: AbortSignal): Promise<ServicePaths> {
    return this.#paths.ask(questionKey(asked), signal, async (shared) => {
      const reader = await archive()
      const chosen = await chosenSpans(reader, this.#matches, asked, shared)
      return servicePaths(reader, asked.service, chosen, shared)
    })
  }

  /** Stretches of time are mostly made of the bins in which calls are shown. */
  #spansOverTime(reader: ArchiveReader, filter: TraceFilter, signal: AbortSignal): Promise<SpansOverTime> {
    return this.#spans.ask(questionKey(filter), signal, async (shared) => {
      const { origin, width, counts } = await this.overTime(() => Promise.resolve(reader), filter, shared)
      const [{ known }] = await this.#bothOf(reader, filter, shared)
      const bins = { origin, width, count: counts.length }
      const { ofResource } = known.names
      return readSpansOverTime(reader, { matches: this.#matches, filter, bins, ofResource }, shared)
    })
  }

  #bothOf(reader: ArchiveReader, filter: TraceFilter, signal: AbortSignal) {
    return Promise.all([
      this.#calls.ask('', signal, async (shared) => {
        const known = await archiveCalls(reader, shared)
        return { known, shape: await mapShape(reader, known.names, known.calls.pairs(), shared) }
      }),
      this.#chosen.ask(questionKey(filter), signal, (shared) => chosenSpans(reader, this.#matches, { filter }, shared)),
    ])
  }
}
