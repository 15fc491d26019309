import { TRACE_SORT_COLUMNS, type ListSort, type TraceFilter } from '../../../preload/contract/explorer'
import { formatDuration } from '../../../preload/contract/formatDuration'
import { sayRange } from './answer/timeRange'
import { parseDuration } from './parseDuration'

/** The parameters of the list's address: its filters as the user wrote them, and its order. */
export const FILTERS = ['query', 'service', 'operation', 'min', 'max', 'errors', 'id', 'from', 'to'] as const
export type FilterName = (typeof FILTERS)[number]

export interface TraceQuery {
  filter: TraceFilter
  sort: ListSort
}

/** Newest first. */
const DEFAULT_SORT: ListSort = { column: 'startTime', descending: true }

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
      from: momentIn(parameters.get('from')),
      to: momentIn(parameters.get('to')),
    },
    sort: column ? { column, descending: parameters.get('order') === 'desc' } : DEFAULT_SORT,
  }
}

/** Nanoseconds since the epoch as an address has them; null where it has none. */
function momentIn(text: string | null): bigint | null {
  const moment = text !== null && /^-?\d{1,19}$/.test(text) ? BigInt(text) : null
  return moment !== null && BigInt.asIntN(64, moment) === moment ? moment : null
}

/** The filters that are in force, in words. */
export function activeFilters({ filter }: TraceQuery): { name: FilterName; words: string }[] {
  const { query, serviceName, operation, minDurationNs, maxDurationNs, errorsOnly, traceId } = filter
  const range = sayRange(filter)
  return [
    ...(query !== '' ? [{ name: 'query' as const, words: `query ${query}` }] : []),
    ...(serviceName !== null ? [{ name: 'service' as const, words: `service ${serviceName}` }] : []),
    ...(operation !== null ? [{ name: 'operation' as const, words: `operation ${operation}` }] : []),
    ...(minDurationNs !== null ? [{ name: 'min' as const, words: `at least ${formatDuration(minDurationNs)}` }] : []),
    ...(maxDurationNs !== null ? [{ name: 'max' as const, words: `at most ${formatDuration(maxDurationNs)}` }] : []),
    ...(errorsOnly ? [{ name: 'errors' as const, words: 'with errors' }] : []),
    ...(range !== null ? [{ name: 'from' as const, words: `starts ${range}` }] : []),
    ...(traceId !== '' ? [{ name: 'id' as const, words: `trace id ${traceId}…` }] : []),
  ]
}

/** The parameters without one filter. An operation belongs to its service and goes with it, the end of a range to its start. */
export function withoutFilter(parameters: URLSearchParams, name: FilterName): Record<string, string> {
  const rest = Object.fromEntries(parameters)
  delete rest[name]
  if (name === 'service') delete rest['operation']
  if (name === 'from') delete rest['to']
  return rest
}
