import type { OperationSortColumn } from '../../../../preload/contract/explore/operations'
import type { TableColumn } from '../../../ui/table/TableColumn'

type OperationColumn = TableColumn & { id: OperationSortColumn | 'rate' }

const text = (id: OperationColumn['id'], label: string, title: string, width: number, share: number) => ({
  id,
  label,
  title,
  number: false,
  width,
  share,
})
const figure = (id: OperationColumn['id'], label: string, title: string, width: number, share = 0) => ({
  ...text(id, label, title, width, share),
  number: true,
})

export const OPERATION_COLUMNS: OperationColumn[] = [
  text('serviceName', 'Service', 'Service of the spans', 104, 0.6),
  text('name', 'Operation', 'Name of the spans', 144, 1.4),
  figure('spanCount', 'Spans', 'Number of spans', 60),
  { ...figure('rate', 'Per s', 'Spans per second, from the first start to the last', 52), isFixed: true },
  figure('errorCount', 'Errors', 'Number of spans with status error', 56),
  figure('errorShare', 'Error %', 'Share of the spans with status error', 62),
  figure('p50Ns', 'p50', 'Half of the span durations are no longer than this', 62),
  figure('p95Ns', 'p95', '95 % of the span durations are no longer than this', 62),
  figure('p99Ns', 'p99', '99 % of the span durations are no longer than this', 62),
  figure('maxNs', 'Longest', 'The longest span duration', 66),
  figure(
    'selfTimeNs',
    'Self time',
    'Time in the spans themselves, outside of their children, added up; and its share',
    158,
    0.3,
  ),
  figure(
    'criticalPathNs',
    'Critical path',
    'Time for which the end of a trace waited, added up; and its share',
    158,
    0.3,
  ),
  figure('traceCount', 'Traces', 'Number of traces with such a span', 58),
]
