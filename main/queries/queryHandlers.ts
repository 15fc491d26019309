import type { ArchiveSummary, ServiceSummary } from '../../preload/contract/archive'
import type { Handlers } from '../../preload/contract/channel'
import type { QueryRequests } from '../../preload/contract/explorer'
import type { MatchHistogram } from '../../preload/contract/matches'
import { readSelection } from '../archive/keptSelection'
import type { ArchiveReader } from './ArchiveReader'
import { attributeDistinct } from './attributeDistinct'
import { attributeKeys } from './attributeKeys'
import { attributeValues } from './attributeValues'
import { archiveServices } from './archiveServices'
import { archiveSize } from './archiveSize'
import { archiveSummary } from './archiveSummary'
import { exploreHandlers } from './explore/exploreHandlers'
import { otlpOfSpan } from '../export/otlpOfSpan'
import { otlpText } from '../export/otlpText'
import { Groups } from './Groups'
import { groupsPage } from './groupsPage'
import { Matches } from './Matches'
import { matchesHistogram } from './matchesHistogram'
import { questionKey } from '../../preload/contract/questionKey'
import { OperationStatistics } from './OperationStatistics'
import { RecordLists } from './RecordLists'
import type { RowIndex } from './RowIndex'
import { SharedAnswers } from './SharedAnswers'
import { spanDetail } from './spanDetail'
import { spanLinkedFrom } from './spanLinkedFrom'
import { SpanLists } from './SpanLists'
import { spanLogs } from './spanLogs'
import { spansPage } from './spansPage'
import { textPlaces } from './textPlaces'
import { traceClocks } from './traceClocks'
import { traceColumns } from './traceColumns'
import { TraceLists } from './TraceLists'
import { traceMarks } from './traceMarks'
import { traceMatches } from './traceMatches'
import { recordDetails, traceRecords } from './traceRecords'
import { tracesPage } from './tracesPage'
import { traceValues } from './traceValues'
import { tracesPosition } from './tracesPosition'

const KEPT_HISTOGRAMS = 8

/** Answers about one archive, which does not change while it is open. `archive` opens it, at first or again. */
export function queryHandlers(archive: () => Promise<ArchiveReader>): Handlers<QueryRequests> {
  const matches = new Matches()
  const traces = new TraceLists(matches)
  const spans = new SpanLists(matches)
  const groups = new Groups(matches)
  const histograms = new SharedAnswers<MatchHistogram>(KEPT_HISTOGRAMS)
  const summary = new SharedAnswers<ArchiveSummary>(1)
  const services = new SharedAnswers<ServiceSummary[]>(1)
  const operations = new OperationStatistics()
  const orders = new SharedAnswers<RowIndex>(2)
  const records = new RecordLists()
  return {
    ...exploreHandlers(archive, matches),
    'archive.size': async (_, { signal }) => archiveSize(await archive(), signal),
    'archive.summary': (_, { signal }) =>
      summary.ask('', signal, async (shared) => archiveSummary(await archive(), shared)),
    'archive.services': (_, { signal }) =>
      services.ask('', signal, async (shared) => archiveServices(await archive(), shared)),
    'traces.page': async (parameters, { signal, progress }) =>
      tracesPage(await archive(), traces, parameters, signal, progress),
    'spans.page': async (parameters, { signal, progress }) =>
      spansPage(await archive(), spans, parameters, signal, progress),
    'groups.page': async (parameters, { signal, progress }) =>
      groupsPage(await archive(), groups, parameters, signal, progress),
    'traces.position': async (parameters, { signal }) => tracesPosition(await archive(), traces, parameters, signal),
    'spans.position': async ({ filter, sort, spanRow }, { signal }) => {
      const { spanRows } = await spans.listOf(await archive(), filter, sort, { signal })
      return spanRows.indexOf(spanRow)
    },
    'matches.histogram': (parameters, { signal }) =>
      histograms.ask(questionKey(parameters), signal, async (shared) =>
        matchesHistogram(await archive(), matches, parameters, shared),
      ),
    'attributes.keys': async (parameters, { signal }) => attributeKeys(await archive(), parameters, signal),
    'attributes.values': async (parameters, { signal }) => attributeValues(await archive(), parameters, signal),
    'attributes.distinct': async (parameters, { signal }) => attributeDistinct(await archive(), parameters, signal),
    'attributes.places': async (parameters, { signal }) => textPlaces(await archive(), parameters, signal),
    'selection.facts': async ({ id }) => {
      const { spanCount, traceCount, statement } = await readSelection((await archive()).path, id)
      return { id, spanCount, traceCount, statement }
    },
    'trace.columns': async (parameters, { signal }) => traceColumns(await archive(), parameters, signal, orders),
    'trace.matches': async (parameters, { signal }) => traceMatches(await archive(), orders, parameters, signal),
    'trace.marks': async (parameters, { signal }) => traceMarks(await archive(), parameters, signal),
    'operations.durations': async (parameters, { signal }) =>
      operations.ask(await archive(), parameters.operations, signal),
    'trace.records': async (parameters, { signal }) =>
      traceRecords(await archive(), { lists: records, orders }, parameters, signal),
    'trace.recordDetails': async (parameters, { signal }) => recordDetails(await archive(), parameters, signal),
    'trace.clocks': async (parameters, { signal }) => traceClocks(await archive(), parameters, signal),
    'trace.values': async (parameters, { signal }) => traceValues(await archive(), orders, parameters, signal),
    'span.detail': async (parameters, { signal }) => spanDetail(await archive(), parameters, signal),
    'span.linkedFrom': async (parameters, { signal }) => spanLinkedFrom(await archive(), parameters, signal),
    'span.logs': async (parameters, { signal }) => spanLogs(await archive(), parameters, signal),
    'span.json': async (parameters, { signal }) => otlpOfSpan(await archive(), parameters, signal),
    'trace.json': async (parameters, { signal }) => otlpText(await archive(), parameters, signal),
  }
}
