import { TRACE_SORT_COLUMNS, type ListSort, type TraceFilter } from '../../../preload/contract/explorer'
import { ANSWER_KINDS, GROUP_SORT_COLUMNS, SPAN_SORT_COLUMNS, type AnswerKind } from '../../../preload/contract/matches'
import { groupsOf } from '../../../preload/contract/traceql/groupsOf'
import { parseFields } from '../../../preload/contract/traceql/parseFields'
import { parseTraceQL } from '../../../preload/contract/traceql/parseTraceQL'
import { chosenColumns } from '../../state/chosenColumns'
import type { ChosenColumn } from '../../ui/columns/ChosenColumn'
import { queryOf } from '../traceQuery'
import { groupFields, type GroupField } from './groupFields'

/** What an address asks for: what of the answer is shown, by what it is sorted, and with which columns. */
export interface AnswerQuery {
  show: AnswerKind
  filter: TraceFilter
  sort: ListSort
  columns: ChosenColumn[]
  /** What tells groups apart; empty where the query makes none. */
  groups: GroupField[]
}

/** Newest first, and the groups of most spans. */
const DEFAULT_SORTS: Record<AnswerKind, ListSort> = {
  traces: { column: 'startTime', descending: true },
  spans: { column: 'startTime', descending: true },
  groups: { column: 'spanCount', descending: true },
}

/** Groups are shown only where the query makes some; a column that there is not sorts nothing. */
export function answerOf(parameters: URLSearchParams): AnswerQuery {
  const { filter } = queryOf(parameters)
  const query = filter.query === '' ? null : parseTraceQL(filter.query).query
  const groups = query === null ? [] : groupFields(filter.query, groupsOf(query))
  const asked = ANSWER_KINDS.find((kind) => kind === parameters.get('show')) ?? 'traces'
  const show = asked === 'groups' && groups.length === 0 ? 'traces' : asked
  return { show, filter, sort: sortOf(parameters, show, groups), columns: chosenColumns(parameters, query), groups }
}

function sortOf(parameters: URLSearchParams, show: AnswerKind, groups: GroupField[]): ListSort {
  const column = parameters.get('sort') ?? ''
  if (!sorts(column, show, groups)) return DEFAULT_SORTS[show]
  return { column, descending: parameters.get('order') === 'desc' }
}

function sorts(column: string, show: AnswerKind, groups: GroupField[]): boolean {
  if (column === '') return false
  const known: Record<AnswerKind, readonly string[]> = {
    traces: TRACE_SORT_COLUMNS,
    spans: SPAN_SORT_COLUMNS,
    groups: [...GROUP_SORT_COLUMNS, ...groups.map((_, index) => `group${index + 1}`)],
  }
  if (known[show].includes(column)) return true
  return show !== 'groups' && parseFields(column).fields?.length === 1
}
