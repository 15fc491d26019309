import type { TraceFilter } from '../../../preload/contract/explorer'
import type { CallDurations, ServiceMap, ServicePaths } from '../../../preload/contract/explore/serviceMap'
import { questionKey } from '../../../preload/contract/questionKey'
import type { ArchiveReader } from '../ArchiveReader'
import type { Matches } from '../Matches'
import { SharedAnswers } from '../SharedAnswers'
import { archiveCalls, type ArchiveCalls } from './archiveCalls'
import { callDurations } from './callDurations'
import { chosenSpans } from './chosenSpans'
import { dependencyMap } from './dependencyMap'
import { serviceMap } from './serviceMap'
import { servicePaths } from './servicePaths'

const KEPT = 8

/** Maps of the services of one archive. Its calls are found once, the first time that any is asked for. */
export class ServiceMaps {
  readonly #calls = new SharedAnswers<ArchiveCalls>(1)
  readonly #maps = new SharedAnswers<ServiceMap>(KEPT)
  readonly #durations = new SharedAnswers<CallDurations>(KEPT)
  readonly #paths = new SharedAnswers<ServicePaths>(KEPT)
  readonly #matches: Matches

  constructor(matches: Matches) {
    this.#matches = matches
  }

  /** Of the whole archive, without what the import has not counted. */
  dependencies(archive: () => Promise<ArchiveReader>, signal: AbortSignal): Promise<ServiceMap> {
    return this.#maps.ask('', signal, async (shared) => dependencyMap(await archive(), this.#matches, shared))
  }

  /** Fails with `query_wrong` and `cancelled`, as the others do. */
  map(archive: () => Promise<ArchiveReader>, filter: TraceFilter, signal: AbortSignal): Promise<ServiceMap> {
    return this.#maps.ask(questionKey(filter), signal, async (shared) => {
      const reader = await archive()
      const known = await this.#callsOf(reader, shared)
      return serviceMap(reader, { matches: this.#matches, known, filter }, shared)
    })
  }

  durations(
    archive: () => Promise<ArchiveReader>,
    { filter, caller, callee }: { filter: TraceFilter; caller: string; callee: string },
    signal: AbortSignal,
  ): Promise<CallDurations> {
    return this.#durations.ask(questionKey([filter, caller, callee]), signal, async (shared) => {
      const reader = await archive()
      const { calls, names } = await this.#callsOf(reader, shared)
      const pair = calls.find(names.texts.indexOf(caller), names.texts.indexOf(callee))
      return callDurations(calls, pair, await chosenSpans(reader, this.#matches, filter, shared))
    })
  }

  paths(
    archive: () => Promise<ArchiveReader>,
    { filter, service }: { filter: TraceFilter; service: string },
    signal: AbortSignal,
  ): Promise<ServicePaths> {
    return this.#paths.ask(questionKey([filter, service]), signal, async (shared) => {
      const reader = await archive()
      const chosen = await chosenSpans(reader, this.#matches, filter, shared)
      return servicePaths(reader, service, chosen, shared)
    })
  }

  #callsOf(reader: ArchiveReader, signal: AbortSignal): Promise<ArchiveCalls> {
    return this.#calls.ask('', signal, (shared) => archiveCalls(reader, shared))
  }
}
