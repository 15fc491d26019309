import { TRACE_SORT_COLUMNS, type TraceFilter, type TraceSort } from '../../../preload/contract/explorer'

export type SortColumn = (typeof TRACE_SORT_COLUMNS)[number]

export interface TraceQuery {
  filter: TraceFilter
  sort: TraceSort
}

/** Newest first. */
const DEFAULT_SORT: TraceSort = { column: 'startTime', descending: true }

/** The parameters of the list's address that narrow it down. */
export const NO_FILTER = { query: '', from: '', to: '' }

/** What an address asks for. A time that cannot be read bounds nothing. */
export function queryOf(parameters: URLSearchParams): TraceQuery {
  const column = TRACE_SORT_COLUMNS.find((candidate) => candidate === parameters.get('sort'))
  return {
    filter: {
      query: (parameters.get('query') ?? '').trim(),
      from: nanosecondsOf(parameters.get('from')),
      to: nanosecondsOf(parameters.get('to')),
    },
    sort: column ? { column, descending: parameters.get('order') === 'desc' } : DEFAULT_SORT,
  }
}

/** Nanoseconds since the epoch. */
function nanosecondsOf(text: string | null): bigint | null {
  return text !== null && /^\d{1,19}$/.test(text) ? BigInt(text) : null
}

/** The parameters of a click on a column: the other way round if it sorts already, else the way that is asked for most. */
export function sortedBy(column: SortColumn, sort: TraceSort): { sort: string; order: string } {
  const text = column === 'rootServiceName' || column === 'rootName'
  const descending = sort.column === column ? !sort.descending : !text
  return { sort: column, order: descending ? 'desc' : 'asc' }
}
