import type { ErrorCauses } from '../../../../preload/contract/explore/errors'
import type { TableColumn } from '../../../ui/table/TableColumn'

export const ERROR_SORT_COLUMNS = [
  'serviceName',
  'error',
  'operation',
  'spanCount',
  'traceCount',
  'tookDown',
  'firstTime',
  'lastTime',
] as const
export type ErrorSortColumn = (typeof ERROR_SORT_COLUMNS)[number]

const text = (id: string, label: string, title: string, width: number, share: number): TableColumn => ({
  id,
  label,
  title,
  number: false,
  width,
  share,
})
const figure = (id: string, label: string, title: string, width: number): TableColumn => ({
  ...text(id, label, title, width, 0),
  number: true,
})

const TOOK_DOWN = figure('tookDown', 'Took down', 'Failed spans above these in their traces, and their services', 160)

/** `zone` is that of the times. */
export function errorColumns(causes: ErrorCauses, zone: { text: string; title: string }): TableColumn[] {
  return [
    text('serviceName', 'Service', 'Service of the spans', 100, 0.4),
    text('error', 'Error', 'Type of the error, and its message without what differs each time', 240, 2),
    text('operation', 'Operation', 'Operation of most of the spans', 124, 0.8),
    figure('spanCount', 'Spans', 'Number of spans with this error', 64),
    figure('traceCount', 'Traces', 'Number of traces with such a span', 64),
    ...(causes === 'root' ? [TOOK_DOWN] : []),
    { ...text('overTime', 'Over time', 'Spans with this error over time', 128, 0), isFixed: true },
    { ...text('firstTime', 'First', 'Start of the first such span', 148, 0), note: zone },
    { ...text('lastTime', 'Last', 'Start of the last such span', 148, 0), note: zone },
  ]
}
