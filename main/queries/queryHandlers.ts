import type { ArchiveSummary, ServiceSummary } from '../../preload/contract/archive'
import type { Handlers } from '../../preload/contract/channel'
import type { QueryRequests } from '../../preload/contract/explorer'
import type { ArchiveReader } from './ArchiveReader'
import { attributeKeys } from './attributeKeys'
import { attributeValues } from './attributeValues'
import { archiveServices } from './archiveServices'
import { archiveSummary } from './archiveSummary'
import type { RowIndex } from './RowIndex'
import { SharedAnswers } from './SharedAnswers'
import { spanDetail } from './spanDetail'
import { textPlaces } from './textPlaces'
import { traceColumns } from './traceColumns'
import { TraceLists } from './TraceLists'
import { traceMatches } from './traceMatches'
import { tracesPage } from './tracesPage'
import { traceValues } from './traceValues'
import { tracesPosition } from './tracesPosition'

/** Answers about one archive, which does not change while it is open. `archive` opens it, at first or again. */
export function queryHandlers(archive: () => Promise<ArchiveReader>): Handlers<QueryRequests> {
  const lists = new TraceLists()
  const summary = new SharedAnswers<ArchiveSummary>(1)
  const services = new SharedAnswers<ServiceSummary[]>(1)
  const orders = new SharedAnswers<RowIndex>(2)
  return {
    'archive.summary': (_, { signal }) =>
      summary.ask('', signal, async (shared) => archiveSummary(await archive(), shared)),
    'archive.services': (_, { signal }) =>
      services.ask('', signal, async (shared) => archiveServices(await archive(), shared)),
    'traces.page': async (parameters, { signal }) => tracesPage(await archive(), lists, parameters, signal),
    'traces.position': async (parameters, { signal }) => tracesPosition(await archive(), lists, parameters, signal),
    'attributes.keys': async (parameters, { signal }) => attributeKeys(await archive(), parameters, signal),
    'attributes.values': async (parameters, { signal }) => attributeValues(await archive(), parameters, signal),
    'attributes.places': async (parameters, { signal }) => textPlaces(await archive(), parameters, signal),
    'trace.columns': async (parameters, { signal }) => traceColumns(await archive(), parameters, signal),
    'trace.matches': async (parameters, { signal }) => traceMatches(await archive(), orders, parameters, signal),
    'trace.values': async (parameters, { signal }) => traceValues(await archive(), orders, parameters, signal),
    'span.detail': async (parameters, { signal }) => spanDetail(await archive(), parameters, signal),
  }
}
