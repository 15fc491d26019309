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
