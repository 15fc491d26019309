import type { AnswerKind } from '../../../../preload/contract/matches'
import type { ChosenColumn } from '../../../ui/columns/ChosenColumn'
import type { TableColumn } from '../../../ui/table/TableColumn'
import type { AnswerQuery } from '../../../query/answer/answerQuery'

const column = (id: string, label: string, title: string, width: number, share = 0): TableColumn => ({
  id,
  label,
  title,
  number: false,
  width,
  share,
})
const figure = (id: string, label: string, title: string, width: number, share = 0): TableColumn => ({
  ...column(id, label, title, width, share),
  number: true,
})

const TRACE_COLUMNS = [
  column('startTime', 'Start', 'When its first span started', 172),
  column('rootServiceName', 'Service', 'Service of the root span', 110, 0.6),
  column('rootName', 'Operation', 'Operation of the root span', 140, 1.4),
  figure('durationNs', 'Trace duration', 'From its first start to its last end', 180, 0.5),
  figure('spanCount', 'Spans', 'Number of spans', 64),
  figure('serviceCount', 'Services', 'Number of services', 72),
  figure('errorCount', 'Errors', 'Number of spans with status error', 64),
]
const MATCHED = figure('matchedSpans', 'Matched', 'Number of spans that match the query', 72)

const SPAN_COLUMNS = [
  column('startTime', 'Start', 'When the span started', 172),
  column('serviceName', 'Service', 'Service of the span', 110, 0.6),
  column('name', 'Operation', 'Operation of the span', 140, 1.2),
  column('kind', 'Kind', 'Kind of the span', 76),
  figure('durationNs', 'Span duration', 'From the span’s start to its end', 170, 0.5),
  figure('selfTimeNs', 'Self time', 'Span duration without the time in its children', 84),
  column('status', 'Status', 'Status of the span', 68),
  column('trace', 'Trace', 'Service and operation of its trace’s root', 130, 1),
]

const GROUP_FIGURES = [
  figure('spanCount', 'Spans', 'Number of spans in the group', 84),
  figure('traceCount', 'Traces', 'Number of traces with such a span', 80),
  figure('errorCount', 'Errors', 'Number of spans with status error', 72),
  figure('p50Ns', 'p50', 'Half of the span durations are no longer than this', 80),
  figure('p95Ns', 'p95', '95 % of the span durations are no longer than this', 80),
  figure('maxNs', 'Longest', 'The longest span duration', 80),
  figure('totalNs', 'Total span duration', 'All span durations added up', 190, 0.6),
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
        ...groups.map(({ label }, index) => column(`group${index + 1}`, label, `Grouped by ${label}`, 130, 1)),
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
