import type { ErrorCauses } from '../../../../preload/contract/explore/errors'
import { numberColumn, textColumn, type TableColumn } from '../../../ui/table/TableColumn'

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

const TOOK_DOWN = numberColumn(
  'tookDown',
  'Took down',
  'Failed spans above these in their traces, and their services',
  160,
)

/** `zone` is that of the times. */
export function errorColumns(causes: ErrorCauses, zone: { text: string; title: string }): TableColumn[] {
  return [
    textColumn('serviceName', 'Service', 'Service of the spans', 100, 0.4),
    textColumn('error', 'Error', 'Type of the error, and its message without what differs each time', 240, 2),
    textColumn('operation', 'Operation', 'Operation of most of the spans', 124, 0.8),
    numberColumn('spanCount', 'Spans', 'Number of spans with this error', 64),
    numberColumn('traceCount', 'Traces', 'Number of traces with such a span', 64),
    ...(causes === 'root' ? [TOOK_DOWN] : []),
    { ...textColumn('overTime', 'Over time', 'Spans with this error over time', 128, 0), isFixed: true },
    { ...textColumn('firstTime', 'First', 'Start of the first such span', 148, 0), note: zone },
    { ...textColumn('lastTime', 'Last', 'Start of the last such span', 148, 0), note: zone },
  ]
}
