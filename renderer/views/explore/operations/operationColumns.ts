import type { OperationSortColumn } from '../../../../preload/contract/explore/operations'
import { numberColumn, textColumn, type TableColumn } from '../../../ui/table/TableColumn'

/** Rates are per `unit`. */
export function operationColumns(unit: string): (TableColumn & { id: OperationSortColumn | 'rate' })[] {
  return [
    textColumn('serviceName', 'Service', 'Service of the spans', 104, 0.6),
    textColumn('name', 'Operation', 'Name of the spans', 144, 1.4),
    numberColumn('spanCount', 'Spans', 'Number of spans', 60),
    {
      ...numberColumn('rate', `Per ${unit}`, `Spans per ${unit}, from the first start to the last`, 58),
      isFixed: true,
    },
    numberColumn('errorCount', 'Errors', 'Number of spans with status error', 56),
    numberColumn('errorShare', 'Error %', 'Share of the spans with status error', 62),
    numberColumn('p50Ns', 'p50', 'Half of the span durations are no longer than this', 62),
    numberColumn('p95Ns', 'p95', '95 % of the span durations are no longer than this', 62),
    numberColumn('p99Ns', 'p99', '99 % of the span durations are no longer than this', 62),
    numberColumn('maxNs', 'Longest', 'The longest span duration', 66),
    numberColumn(
      'selfTimeNs',
      'Self time',
      'Time in the spans themselves, outside of their children, added up; and its share',
      158,
      0.3,
    ),
    numberColumn(
      'criticalPathNs',
      'Critical path',
      'Time for which the end of a trace waited, added up; and its share',
      158,
      0.3,
    ),
    numberColumn('traceCount', 'Traces', 'Number of traces with such a span', 58),
  ]
}
