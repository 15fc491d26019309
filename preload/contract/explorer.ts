import { z } from 'zod'
import {
  STATISTICS_SCOPES,
  type AttributeKey,
  type AttributeValues,
  type DistinctValues,
  type TextPlace,
  type TraceValues,
} from './attributes'
import type {
  ArchiveSize,
  ArchiveSummary,
  OpenedArchive,
  OpeningProgress,
  RecentArchive,
  ServiceSummary,
} from './archive'
import { request } from './channel'
import type { TraceClocks } from './clocks'
import type { LatencyMap } from './explore/latency'
import type { RatesOverTime } from './explore/rates'
import { differenceInside, type Difference } from './explore/difference'
import type { SpanGroups } from './explore/groups'
import type { CallDurations, ServiceMap, ServicePaths } from './explore/serviceMap'
import type { DataQuality } from './explore/quality'
import type { TraceStructure } from './explore/structure'
import { TRACE_FILE_FORMATS, type ExportProgress, type WrittenFile } from './exports'
import { ERROR_CAUSES, type ErrorExamples, type ErrorList } from './explore/errors'
import { OPERATION_SORT_COLUMNS, type OperationExamples, type OperationList } from './explore/operations'
import { MOST_MARKED, MOST_OPERATIONS, type OperationDurations, type SpanMarks } from './marks'
import type { AnswerPage, GroupPage, MatchHistogram, QueryProgress, SpanPage } from './matches'
import { type KeptTab, type QueryList, keptTab, queryLanguage, recentQuery, savedQuery } from './queries'
import { MOST_RECORDS, recordFilter, type RecordDetail, type RecordPage } from './records'
import { selectionId, type SpanSelection } from './selection'
import type { ResultExportProgress } from './sql/resultExport'
import type { SqlProgress, SqlResult, SqlValue } from './sql/sql'
import type { SqlVocabulary } from './sql/vocabulary'
import {
  arrangement,
  chartQuestion,
  RESULT_FORMATS,
  type ArrangedResult,
  type ChartAnswer,
  type ColumnProfile,
  type ExplainedStatement,
} from './sql/held'
import { sqlParameters } from './sql/parameters'
import type { IncomingLinks, SpanDetail, SpanLogs, TraceColumns, TraceSummary } from './trace'

/**
 * The table of all requests, one part for each place that answers.
 * Parameters are validated there, once; answers are trusted.
 */

const path = z.string().min(1)
const nanoseconds = z.bigint()
const query = z.string().max(100_000)

export const traceFilter = z.object({
  /** Traces that match a TraceQL query; empty for all. */
  query,
  /** Traces, or spans and the groups of spans, that start themselves within [from, to); null is open. */
  from: nanoseconds.nullable(),
  to: nanoseconds.nullable(),
  /** Only so many of these traces, the latest, or the spans and groups of these; null for all. */
  limit: z.number().int().positive().nullable(),
  /** Only what has spans of this selection, which `sql.select` has made; null for all. */
  selection: selectionId.nullable().default(null),
})
export type TraceFilter = z.infer<typeof traceFilter>

export const TRACE_SORT_COLUMNS = [
  'startTime',
  'rootServiceName',
  'rootName',
  'durationNs',
  'spanCount',
  'errorCount',
  'serviceCount',
  'matchedSpans',
] as const
export type TraceSortColumn = (typeof TRACE_SORT_COLUMNS)[number]

const field = z.string().min(1).max(1_000)

/** By one of the columns that the list has of its own, or else by a TraceQL field. */
const listSort = z.object({ column: field, descending: z.boolean() })
export type ListSort = z.infer<typeof listSort>

/** Part of a list that is filtered and sorted, with these TraceQL fields as columns. */
const listPage = z.object({
  filter: traceFilter,
  sort: listSort,
  columns: z.array(field).max(50).optional(),
  first: z.number().int().nonnegative(),
  count: z.number().int().min(0).max(1_000),
})
export type ListPage = z.infer<typeof listPage>

export interface TracePage extends AnswerPage {
  /** The longest trace duration among those that match, for the bars. */
  longestNs: number
  rows: TraceSummary[]
}

/** What somebody is writing; empty for all. At most so many are answered. */
const written = { text: z.string().max(1_000), count: z.number().int().min(1).max(1_000) }
const spanPlace = z.object({ traceId: z.string(), spanId: z.string() })
/** Of a file to be written, without a folder. */
const fileName = z
  .string()
  .max(200)
  .regex(/^[\w-][\w.-]*$/)
const rowCount = z.number().int().min(1).max(1_000)
/** What all questions of Explore are about. */
const population = { filter: traceFilter, over: z.enum(['spans', 'traces']) }
const over = z.enum(['spans', 'traces'])
const errorsOf = { filter: traceFilter, causes: z.enum(ERROR_CAUSES) }
const scopes = z.array(z.enum(STATISTICS_SCOPES)).min(1)

/** Answered by the query host of one archive, which views reach directly. */
export const queryRequests = {
  'archive.size': request<ArchiveSize>()(z.object({})),
  'archive.summary': request<ArchiveSummary>()(z.object({})),
  'archive.services': request<ServiceSummary[]>()(z.object({})),
  'traces.page': request<TracePage, QueryProgress>()(listPage),
  'spans.page': request<SpanPage, QueryProgress>()(listPage),
  'groups.page': request<GroupPage, QueryProgress>()(listPage.omit({ columns: true })),
  /** The place of a trace, or of a span, in the list as filtered and sorted, −1 when it is not among them. */
  'traces.position': request<number>()(z.object({ filter: traceFilter, sort: listSort, traceId: z.string() })),
  'spans.position': request<number>()(z.object({ filter: traceFilter, sort: listSort, spanRow: z.number().int() })),
  /** Traces, or spans, that match over time, in at most that many bins of a round length. */
  'matches.histogram': request<MatchHistogram>()(
    z.object({ filter: traceFilter, show: z.enum(['traces', 'spans']), bins: z.number().int().min(2).max(1_000) }),
  ),
  /** Time × duration, in at most that many bins of each. */
  'explore.latency': request<LatencyMap, QueryProgress>()(
    z.object({
      ...population,
      timeBins: z.number().int().min(2).max(1_000),
      durationBins: z.number().int().min(60).max(400),
    }),
  ),
  /** Over time, in at most that many bins, which are those of `explore.latency`; also by the values of a field. */
  'explore.rates': request<RatesOverTime>()(
    z.object({ ...population, bins: z.number().int().min(2).max(1_000), by: field.nullable() }),
  ),
  /** The merged tree of the traces that a filter selects. */
  'explore.structure': request<TraceStructure, QueryProgress>()(z.object({ filter: traceFilter })),
  'explore.quality': request<DataQuality>()(z.object({})),
  'attributes.keys': request<AttributeKey[]>()(z.object({ scopes, ...written })),
  'attributes.values': request<AttributeValues>()(z.object({ scopes, key: z.string(), ...written })),
  'attributes.distinct': request<DistinctValues>()(z.object({ scope: z.enum(STATISTICS_SCOPES), key: z.string() })),
  /** Where a text occurs among the keys and values of the archive. */
  'attributes.places': request<TextPlace[]>()(z.object(written)),
  'trace.columns': request<TraceColumns>()(z.object({ traceId: z.string() })),
  /** The spans of a trace that match a TraceQL query: rows of its columns, ascending. */
  'trace.matches': request<Int32Array>()(
    z.object({ traceId: z.string(), query, selection: selectionId.nullable().default(null) }),
  ),
  'selection.facts': request<SpanSelection>()(z.object({ id: selectionId })),
  /** What each span of a trace has in a field, which is written as in TraceQL. */
  'trace.values': request<TraceValues>()(z.object({ traceId: z.string(), field: z.string().max(10_000) })),
  'trace.marks': request<SpanMarks[]>()(
    z.object({ traceId: z.string(), spanIds: z.array(z.string()).max(MOST_MARKED) }),
  ),
  'operations.durations': request<OperationDurations[]>()(
    z.object({
      operations: z.array(z.object({ serviceName: z.string(), name: z.string() })).max(MOST_OPERATIONS),
    }),
  ),
  /** Events and log records of a trace by their time. */
  'trace.records': request<RecordPage>()(
    recordFilter.extend({ first: z.number().int().nonnegative(), count: z.number().int().min(0).max(MOST_RECORDS) }),
  ),
  'trace.recordDetails': request<RecordDetail[]>()(
    z.object({ traceId: z.string(), ids: z.array(z.number().int()).max(MOST_RECORDS) }),
  ),
  'trace.clocks': request<TraceClocks>()(z.object({ traceId: z.string() })),
  /** The operations of the spans that match and have all the words in their service or name. */
  'explore.operations': request<OperationList, QueryProgress>()(
    z.object({
      filter: traceFilter,
      sort: z.object({ column: z.enum(OPERATION_SORT_COLUMNS), descending: z.boolean() }),
      words: z.string().max(1_000),
    }),
  ),
  'explore.examples': request<OperationExamples, QueryProgress>()(
    z.object({ filter: traceFilter, serviceName: z.string(), name: z.string() }),
  ),
  /** Errors of the spans that match, and over time in at most that many bins of a round length. */
  'explore.errors': request<ErrorList, QueryProgress>()(
    z.object({ ...errorsOf, bins: z.number().int().min(2).max(200) }),
  ),
  'explore.errorExamples': request<ErrorExamples, QueryProgress>()(
    z.object({ ...errorsOf, serviceName: z.string(), type: z.string(), pattern: z.string() }),
  ),
  'span.detail': request<SpanDetail>()(spanPlace),
  /** Links of other spans to this one: what comes after it, in other traces as a rule. */
  'span.linkedFrom': request<IncomingLinks>()(spanPlace.extend({ count: rowCount })),
  'span.logs': request<SpanLogs>()(spanPlace.extend({ count: rowCount })),
  /** The span as a document of OTLP's JSON, with its resource and scope. */
  'span.json': request<string>()(spanPlace),
  /** A whole trace likewise; null when it is longer than `MOST_COPIED` characters. */
  'trace.json': request<string | null>()(z.object({ traceId: z.string() })),
  /** What tells one part of the spans, or traces, that match from the rest. */
  'explore.difference': request<Difference, QueryProgress>()(
    z.object({ filter: traceFilter, over, inside: differenceInside }),
  ),
  /** Spans that match by one or two TraceQL fields, those groups first that the sort says. */
  'explore.groups': request<SpanGroups, QueryProgress>()(
    z.object({ filter: traceFilter, by: z.array(field).min(1).max(2), sort: listSort }),
  ),
  /** Who calls whom in the whole archive, as the import has counted it: at once, whatever its size. */
  'explore.dependencies': request<ServiceMap>()(z.object({})),
  /** Who calls whom among the spans that match. */
  'explore.serviceMap': request<ServiceMap>()(z.object({ filter: traceFilter })),
  'explore.callDurations': request<CallDurations>()(
    z.object({ filter: traceFilter, caller: z.string(), callee: z.string() }),
  ),
  /** On which ways the spans of a service that match are reached. */
  'explore.paths': request<ServicePaths>()(z.object({ filter: traceFilter, service: z.string() })),
}
export type QueryRequests = typeof queryRequests

const place = z.number().int().nonnegative()
/** One result tab. */
const sqlSession = z.string().min(1).max(64)
const heldResult = { archive: path, session: sqlSession, resultId: z.number().int() }
/** The rows of a held result as they are, or as they were arranged. */
const heldRows = { ...heldResult, arrangementId: z.number().int().nullable().default(null) }
/** A statement that is run apart from what is held. */
const sqlStatement = {
  archive: path,
  statement: z.string().max(1_000_000),
  parameters: sqlParameters.default({}),
  /** What `selected_spans` holds; null for all spans. */
  selection: traceFilter.nullable().default(null),
}

/** Answered by the program itself: the desktop's main process, or the server behind the browser. */
export const shellRequests = {
  /** Paths named on the command line, for the page that opens first; empty after that. */
  'launch.paths': request<string[]>()(z.object({})),
  /** The user is about to open something. */
  'opening.prepare': request<null>()(z.object({})),
  'recent.list': request<RecentArchive[]>()(z.object({})),
  'recent.remove': request<null>()(z.object({ path })),
  'recent.delete': request<null>()(z.object({ path })),
  /** Opens exports (importing them unless that was done before) or one archive. */
  'archive.open': request<OpenedArchive, OpeningProgress>()(z.object({ paths: z.array(path).min(1) })),
  'sample.open': request<OpenedArchive, OpeningProgress>()(z.object({})),
  /** Imports files and folders into an archive that is open. */
  'archive.add': request<OpenedArchive, OpeningProgress>()(z.object({ archive: path, paths: z.array(path).min(1) })),
  /** Reports whenever the file of an open archive has become another, by whoever's doing. Ends when it is aborted. */
  'archive.changes': request<null, null>()(z.object({ archive: path })),
  /** Asks the user; empty when they changed their mind. Only under the desktop. */
  'dialog.choose': request<string[]>()(z.object({ kind: z.enum(['files', 'folder']) })),
  /** Writes a trace to a file that the user is asked for; null when they changed their mind. */
  'trace.export': request<WrittenFile | null, ExportProgress>()(
    z.object({ archive: path, traceId: z.string(), format: z.enum(TRACE_FILE_FORMATS), name: fileName }),
  ),
  /** Writes what the page has made, likewise. */
  'file.save': request<WrittenFile | null>()(z.object({ name: fileName, content: z.instanceof(Uint8Array) })),
  /** What was saved and what was asked lately in one language. */
  'queries.list': request<QueryList>()(z.object({ language: queryLanguage })),
  /** Saves a query, or changes the one of that id. */
  'queries.save': request<null>()(savedQuery),
  'queries.remove': request<null>()(savedQuery.pick({ id: true })),
  /** Notes that a query was asked; what was known of the same one is replaced. */
  'queries.record': request<null>()(recentQuery),
  'queries.forget': request<null>()(recentQuery.pick({ language: true, text: true })),
  /** The user has seen that a part of the file could not be read. */
  'queries.dismissDamage': request<null>()(z.object({})),
  /** The tabs of the SQL workbench, in the order in which they were opened. */
  'tabs.list': request<KeptTab[]>()(z.object({})),
  /** Keeps a tab, or what was changed in the one of that id. */
  'tabs.keep': request<null>()(keptTab),
  'tabs.close': request<null>()(keptTab.pick({ id: true })),
  'sql.run': request<SqlResult, SqlProgress>()(
    z.object({
      archive: path,
      session: sqlSession,
      statement: z.string().max(1_000_000),
      parameters: sqlParameters.default({}),
      /** What `selected_spans` holds in the statement; null for all spans. */
      selection: traceFilter.nullable().default(null),
    }),
  ),
  'sql.rows': request<SqlValue[][]>()(
    z.object({ ...heldRows, first: place, count: z.number().int().min(1).max(2_000) }),
  ),
  /** Sorts and filters the held rows; an arrangement of the same result that was there before goes. */
  'sql.arrange': request<ArrangedResult, SqlProgress>()(z.object({ ...heldResult, arrangement })),
  /** A cell of any length, which `sql.rows` may have cut. `row` is its place in the arrangement. */
  'sql.cell': request<SqlValue>()(z.object({ ...heldRows, row: place, column: place })),
  'sql.profile': request<ColumnProfile, SqlProgress>()(z.object({ ...heldRows, column: place })),
  'sql.chart': request<ChartAnswer, SqlProgress>()(z.object({ ...heldRows, chart: chartQuestion })),
  /**
   * Selects the spans that the held rows name by `trace_id` and `span_id`, or all of the traces where they have no
   * `span_id`; null where the archive has none of them. The selection outlives the result.
   */
  'sql.select': request<SpanSelection | null, SqlProgress>()(
    z.object({ ...heldRows, statement: z.string().max(1_000_000) }),
  ),
  /** How DuckDB goes about a statement; with `analyze` it is run to its end and measured. */
  'sql.explain': request<ExplainedStatement, SqlProgress>()(z.object({ ...sqlStatement, analyze: z.boolean() })),
  /** Runs a statement and writes its rows to a file that the user is asked for; null when they changed their mind. */
  'sql.export': request<WrittenFile | null, ResultExportProgress>()(
    z.object({
      ...sqlStatement,
      arrangement: arrangement.nullable().default(null),
      /** Places of columns, in the order they are written in; null for all. */
      columns: z.array(place).min(1).nullable().default(null),
      format: z.enum(RESULT_FORMATS),
      name: fileName,
    }),
  ),
  'sql.vocabulary': request<SqlVocabulary>()(z.object({ archive: path })),
}
export type ShellRequests = typeof shellRequests
