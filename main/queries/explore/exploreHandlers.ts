import type { Handlers } from '../../../preload/contract/channel'
import type { Difference } from '../../../preload/contract/explore/difference'
import type { ErrorExamples, ErrorList } from '../../../preload/contract/explore/errors'
import type { LatencyMap } from '../../../preload/contract/explore/latency'
import type { OperationExamples } from '../../../preload/contract/explore/operations'
import type { DataQuality } from '../../../preload/contract/explore/quality'
import type { RatesOverTime } from '../../../preload/contract/explore/rates'
import type { TraceStructure } from '../../../preload/contract/explore/structure'
import type { QueryRequests } from '../../../preload/contract/explorer'
import type { QueryProgress } from '../../../preload/contract/matches'
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
  const latencies = new SharedAnswers<LatencyMap, QueryProgress>(KEPT)
  const rates = new SharedAnswers<RatesOverTime>(KEPT)
  const differences = new SharedAnswers<Difference>(KEPT)
  const groupings = new SpanGroupings(matches)
  const operations = new Operations(matches)
  const examplesOfOperations = new SharedAnswers<OperationExamples, QueryProgress>(KEPT)
  const errorSpans = new ErrorSpans(matches)
  const errorLists = new SharedAnswers<ErrorList, QueryProgress>(KEPT)
  const examplesOfErrors = new SharedAnswers<ErrorExamples, QueryProgress>(KEPT)
  const serviceMaps = new ServiceMaps(matches)
  const structures = new SharedAnswers<TraceStructure>(KEPT)
  const quality = new SharedAnswers<DataQuality>(1)
  return {
    'explore.latency': (parameters, { signal, progress }) =>
      latencies.ask(
        questionKey(parameters),
        signal,
        async (shared, report) => latencyMap(await archive(), matches, parameters, shared, report),
        progress,
      ),
    'explore.rates': (parameters, { signal }) =>
      rates.ask(questionKey(parameters), signal, async (shared) =>
        ratesOverTime(await archive(), matches, parameters, shared),
      ),
    'explore.structure': (parameters, { signal }) =>
      structures.ask(questionKey(parameters), signal, async (shared) =>
        traceStructure(await archive(), matches, parameters, shared),
      ),
    'explore.quality': (_, { signal }) =>
      quality.ask('', signal, async (shared) => dataQuality(await archive(), shared)),
    'explore.operations': async (parameters, { signal, progress }) =>
      operations.list(await archive(), parameters, { signal, onProgress: progress }),
    'explore.examples': (parameters, { signal, progress }) =>
      examplesOfOperations.ask(
        questionKey(parameters),
        signal,
        async (shared, report) =>
          operationExamples(await archive(), matches, parameters, { signal: shared, onProgress: report }),
        progress,
      ),
    'explore.errors': (parameters, { signal, progress }) =>
      errorLists.ask(
        questionKey(parameters),
        signal,
        async (shared, report) =>
          errors(await archive(), errorSpans, parameters, { signal: shared, onProgress: report }),
        progress,
      ),
    'explore.errorExamples': (parameters, { signal, progress }) =>
      examplesOfErrors.ask(
        questionKey(parameters),
        signal,
        async (shared, report) =>
          errorExamples(await archive(), errorSpans, parameters, { signal: shared, onProgress: report }),
        progress,
      ),
    'explore.difference': (question, { signal }) =>
      differences.ask(questionKey(question), signal, async (shared) =>
        difference(await archive(), matches, question, shared),
      ),
    'explore.groups': async (question, { signal }) => groupings.ask(await archive(), question, signal),
    'explore.dependencies': (_, { signal }) => serviceMaps.dependencies(archive, signal),
    'explore.serviceMap': (parameters, { signal }) => serviceMaps.map(archive, parameters, signal),
    'explore.callsOverTime': ({ filter }, { signal }) => serviceMaps.overTime(archive, filter, signal),
    'explore.callDurations': (parameters, { signal }) => serviceMaps.durations(archive, parameters, signal),
    'explore.paths': (parameters, { signal }) => serviceMaps.paths(archive, parameters, signal),
  }
}
