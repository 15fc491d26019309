import type { AnswerKind } from '../../../../preload/contract/matches'
import type { ChosenColumn } from '../../../ui/columns/ChosenColumn'
import { numberColumn, textColumn, type TableColumn } from '../../../ui/table/TableColumn'
import type { AnswerQuery } from '../../../query/answer/answerQuery'

const TRACE_COLUMNS = [
  textColumn('startTime', 'Start', 'When its first span started', 172),
  textColumn('rootServiceName', 'Service', 'Service of the root span', 110, 0.6),
  textColumn('rootName', 'Operation', 'Operation of the root span', 140, 1.4),
  numberColumn('durationNs', 'Trace duration', 'From its first start to its last end', 180, 0.5),
  numberColumn('spanCount', 'Spans', 'Number of spans', 64),
  numberColumn('serviceCount', 'Services', 'Number of services', 72),
  numberColumn('errorCount', 'Errors', 'Number of spans with status error', 64),
]
const MATCHED = numberColumn('matchedSpans', 'Matched', 'Number of spans that match the query', 72)

const SPAN_COLUMNS = [
  textColumn('startTime', 'Start', 'When the span started', 172),
  textColumn('serviceName', 'Service', 'Service of the span', 110, 0.6),
  textColumn('name', 'Operation', 'Operation of the span', 140, 1.2),
  textColumn('kind', 'Kind', 'Kind of the span', 76),
  numberColumn('durationNs', 'Span duration', 'From the span’s start to its end', 170, 0.5),
  numberColumn('selfTimeNs', 'Self time', 'Span duration without the time in its children', 84),
  textColumn('status', 'Status', 'Status of the span', 68),
  textColumn('trace', 'Trace', 'Service and operation of its trace’s root', 130, 1),
]

const GROUP_FIGURES = [
  numberColumn('spanCount', 'Spans', 'Number of spans in the group', 84),
  numberColumn('traceCount', 'Traces', 'Number of traces with such a span', 80),
  numberColumn('errorCount', 'Errors', 'Number of spans with status error', 72),
  numberColumn('p50Ns', 'p50', 'Half of the span durations are no longer than this', 80),
  numberColumn('p95Ns', 'p95', '95 % of the span durations are no longer than this', 80),
  numberColumn('maxNs', 'Longest', 'The longest span duration', 80),
  numberColumn('totalNs', 'Total span duration', 'All span durations added up', 190, 0.6),
]

/** The columns of an answer's table in their order; `numeric` are the fields among them that hold numbers. */
export function tableColumns(
  { show, filter, columns, groups }: AnswerQuery,
  numeric: ReadonlySet<string> = new Set(),
): TableColumn[] {
  switch (show) {
    case 'traces':
      return [
        ...TRACE_COLUMNS,
        ...(filter.query === '' && filter.selection === null ? [] : [MATCHED]),
        ...columns.map(chosen(show, numeric)),
      ]
    case 'spans':
      return [...SPAN_COLUMNS, ...columns.map(chosen(show, numeric))]
    case 'groups':
      return [
        ...groups.map(({ label }, index) => textColumn(`group${index + 1}`, label, `Grouped by ${label}`, 130, 1)),
        ...GROUP_FIGURES,
      ]
  }
}

const NARROW = ['integer', 'duration', 'status', 'spanKind']

function chosen(show: AnswerKind, numeric: ReadonlySet<string>) {
  return ({ field, type }: ChosenColumn): TableColumn => ({
    id: field,
    label: field,
    title: show === 'traces' ? `${field} of the first span that matches and has it` : field,
    number: numeric.has(field),
    width: type !== null && NARROW.includes(type) ? 112 : 140,
    share: type !== null && NARROW.includes(type) ? 0 : 0.7,
  })
}

/** The parameters of a click on a column: the other way round if it sorts already, else the way that is asked for most. */
export function sortedBy(
  { id, number }: TableColumn,
  sort: { column: string; descending: boolean },
): { sort: string; order: string } {
  const time = id === 'startTime'
  const descending = sort.column === id ? !sort.descending : number || time
  return { sort: id, order: descending ? 'desc' : 'asc' }
}
