import { TRACE_SORT_COLUMNS, type ListSort, type TraceFilter } from '../../preload/contract/explorer'
import { selectionId } from '../../preload/contract/selection'

export interface TraceQuery {
  filter: TraceFilter
  sort: ListSort
}

/** Newest first. */
const DEFAULT_SORT: ListSort = { column: 'startTime', descending: true }

/** The parameters of the list's address that narrow it down. */
export const NO_FILTER = { query: '', from: '', to: '', limit: '', selection: '' }

/** What an address asks for. A time or number that cannot be read bounds nothing. */
export function queryOf(parameters: URLSearchParams): TraceQuery {
  const column = TRACE_SORT_COLUMNS.find((candidate) => candidate === parameters.get('sort'))
  return {
    filter: {
      query: (parameters.get('query') ?? '').trim(),
      from: momentIn(parameters.get('from')),
      to: momentIn(parameters.get('to')),
      limit: limitIn(parameters.get('limit')),
      selection: selectionIn(parameters.get('selection')),
    },
    sort: column ? { column, descending: parameters.get('order') === 'desc' } : DEFAULT_SORT,
  }
}

/** What bounds a query, for an address. */
export function boundsOf({ from, to, limit, selection }: TraceFilter): Omit<typeof NO_FILTER, 'query'> {
  return { from: written(from), to: written(to), limit: written(limit), selection: selection ?? '' }
}

/** The part of an address that is a filter, for another address. */
export function filterIn(parameters: URLSearchParams): typeof NO_FILTER {
  const { filter } = queryOf(parameters)
  return { query: filter.query, ...boundsOf(filter) }
}

export const EVERY_SPAN = '{ }'

/** By what the page of a trace shows which of its spans match, for its address. */
export function inTrace({ query, selection }: TraceFilter): { query: string; selection: string } {
  return { query: selection !== null && query === '' ? EVERY_SPAN : query, selection: selection ?? '' }
}

function written(bound: bigint | number | null): string {
  return bound === null ? '' : String(bound)
}

/** How many traces an address asks for at most; null where it does not say. */
export function limitIn(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,8}$/.test(text.trim()) ? Number(text) : null
}

/** The selection that an address names; null where it names none. */
function selectionIn(text: string | null): string | null {
  return selectionId.safeParse(text).data ?? null
}

/** Nanoseconds since the epoch as an address has them; null where it has none. */
function momentIn(text: string | null): bigint | null {
  const moment = text !== null && /^-?\d{1,19}$/.test(text) ? BigInt(text) : null
  return moment !== null && BigInt.asIntN(64, moment) === moment ? moment : null
}
