import { TRACE_SORT_COLUMNS, type TraceFilter, type TraceSort } from '../../../preload/contract/explorer'
import { formatDuration } from '../../../preload/contract/formatDuration'
import { parseDuration } from './parseDuration'

/** The parameters of the list's address: its filters as the user wrote them, and its order. */
export const FILTERS = ['query', 'service', 'operation', 'min', 'max', 'errors', 'id'] as const
export type FilterName = (typeof FILTERS)[number]
export type SortColumn = (typeof TRACE_SORT_COLUMNS)[number]

export interface TraceQuery {
  filter: TraceFilter
  sort: TraceSort
}

/** Newest first. */
const DEFAULT_SORT: TraceSort = { column: 'startTime', descending: true }

/** What an address asks for. A duration that cannot be read filters nothing; the field says so. */
export function queryOf(parameters: URLSearchParams): TraceQuery {
  const column = TRACE_SORT_COLUMNS.find((candidate) => candidate === parameters.get('sort'))
  return {
    filter: {
      query: (parameters.get('query') ?? '').trim(),
      serviceName: parameters.get('service'),
      operation: parameters.get('operation'),
      minDurationNs: parseDuration(parameters.get('min') ?? '') ?? null,
      maxDurationNs: parseDuration(parameters.get('max') ?? '') ?? null,
      errorsOnly: parameters.get('errors') === '1',
      traceId: (parameters.get('id') ?? '').trim(),
      from: null,
      to: null,
    },
    sort: column ? { column, descending: parameters.get('order') === 'desc' } : DEFAULT_SORT,
  }
}

/** The parameters of a click on a column: the other way round if it sorts already, else the way that is asked for most. */
export function sortedBy(column: SortColumn, sort: TraceSort): { sort: string; order: string } {
  const text = column === 'rootServiceName' || column === 'rootName'
  const descending = sort.column === column ? !sort.descending : !text
  return { sort: column, order: descending ? 'desc' : 'asc' }
}

/** The filters that are in force, in words. */
export function activeFilters({ filter }: TraceQuery): { name: FilterName; words: string }[] {
  const { query, serviceName, operation, minDurationNs, maxDurationNs, errorsOnly, traceId } = filter
  return [
    ...(query !== '' ? [{ name: 'query' as const, words: `query ${query}` }] : []),
    ...(serviceName !== null ? [{ name: 'service' as const, words: `service ${serviceName}` }] : []),
    ...(operation !== null ? [{ name: 'operation' as const, words: `operation ${operation}` }] : []),
    ...(minDurationNs !== null ? [{ name: 'min' as const, words: `at least ${formatDuration(minDurationNs)}` }] : []),
    ...(maxDurationNs !== null ? [{ name: 'max' as const, words: `at most ${formatDuration(maxDurationNs)}` }] : []),
    ...(errorsOnly ? [{ name: 'errors' as const, words: 'with errors' }] : []),
    ...(traceId !== '' ? [{ name: 'id' as const, words: `trace id ${traceId}…` }] : []),
  ]
}

/** The parameters without one filter. An operation belongs to its service and goes with it. */
export function withoutFilter(parameters: URLSearchParams, name: FilterName): Record<string, string> {
  const rest = Object.fromEntries(parameters)
  delete rest[name]
  if (name === 'service') delete rest['operation']
  return rest
}
