import type { Handlers } from '../../../preload/contract/channel'
import type { QueryRequests } from '../../../preload/contract/explorer'
import { questionKey } from '../../../preload/contract/questionKey'
import type { ArchiveReader } from '../ArchiveReader'
import type { Matches } from '../Matches'
import { SharedAnswers } from '../SharedAnswers'
import { dataQuality } from './dataQuality'
import { difference } from './difference'
import { errorExamples } from './errorExamples'
import { errors } from './errors'
import { ErrorSpans } from './ErrorSpans'
import { latencyMap } from './latencyMap'
import { operationExamples } from './operationExamples'
import { Operations } from './Operations'
import { ratesOverTime } from './ratesOverTime'
import { ServiceMaps } from './ServiceMaps'
import { SpanGroupings } from './SpanGroupings'
import { traceStructure } from './traceStructure'

/** Of each kind of answer. */
const KEPT = 8

type ExploreRequests = Pick<QueryRequests, keyof QueryRequests & `explore.${string}`>

/** Answers about all that a query selects. */
export function exploreHandlers(archive: () => Promise<ArchiveReader>, matches: Matches): Handlers<ExploreRequests> {
  /** A handler that keeps its last few answers. */
  function kept<Parameters, Value, Progress>(
    answer: (
      reader: ArchiveReader,
      parameters: Parameters,
      signal: AbortSignal,
      report: (progress: Progress) => void,
    ) => Promise<Value>,
  ) {
    const answers = new SharedAnswers<Value, Progress>(KEPT)
    return (
      parameters: Parameters,
      { signal, progress }: { signal: AbortSignal; progress: (progress: Progress) => void },
    ): Promise<Value> =>
      answers.ask(
        questionKey(parameters),
        signal,
        async (shared, report) => answer(await archive(), parameters, shared, report),
        progress,
      )
  }

  const groupings = new SpanGroupings(matches)
  const operations = new Operations(matches)
  const errorSpans = new ErrorSpans(matches)
  const serviceMaps = new ServiceMaps(matches)
  return {
    'explore.latency': kept((reader, parameters, signal, report) =>
      latencyMap(reader, matches, parameters, signal, report),
    ),
    'explore.rates': kept((reader, parameters, signal) => ratesOverTime(reader, matches, parameters, signal)),
    'explore.structure': kept((reader, parameters, signal, report) =>
      traceStructure(reader, matches, parameters, signal, report),
    ),
    'explore.quality': kept((reader, _, signal) => dataQuality(reader, signal)),
    'explore.operations': async (parameters, { signal, progress }) =>
      operations.list(await archive(), parameters, { signal, onProgress: progress }),
    'explore.examples': kept((reader, parameters, signal, onProgress) =>
      operationExamples(reader, matches, parameters, { signal, onProgress }),
    ),
    'explore.errors': kept((reader, parameters, signal, onProgress) =>
      errors(reader, errorSpans, parameters, { signal, onProgress }),
    ),
    'explore.errorExamples': kept((reader, parameters, signal, onProgress) =>
      errorExamples(reader, errorSpans, parameters, { signal, onProgress }),
    ),
    'explore.difference': kept((reader, parameters, signal, report) =>
      difference(reader, matches, parameters, signal, report),
    ),
    'explore.groups': async (parameters, { signal, progress }) =>
      groupings.ask(await archive(), parameters, signal, progress),
    'explore.dependencies': (_, { signal }) => serviceMaps.dependencies(archive, signal),
    'explore.serviceMap': ({ filter }, { signal }) => serviceMaps.map(archive, filter, signal),
    'explore.callDurations': (parameters, { signal }) => serviceMaps.durations(archive, parameters, signal),
    'explore.paths': (parameters, { signal }) => serviceMaps.paths(archive, parameters, signal),
  }
}
