import { numberColumn, textColumn, type TableColumn } from '../../../ui/table/TableColumn'

/** The columns of the merged tree, by which siblings are sorted. */
export const BRANCH_COLUMNS: TableColumn[] = [
  textColumn(
    'operation',
    'Service and operation',
    'The path from the root: siblings of one operation are one line',
    220,
    1,
  ),
  numberColumn('traces', 'In traces', 'Share of the traces in which the path occurs', 108),
  numberColumn('spans', 'Spans', 'Spans with this path', 76),
  numberColumn('calls', 'Calls', 'Spans for each span of the line above', 68),
  numberColumn('p50', 'p50', 'Half of the spans take no longer', 72),
  numberColumn('p95', 'p95', '95 % of the spans take no longer', 72),
  numberColumn(
    'self',
    'Self time',
    'Share of all time that is spent in spans themselves, without what is below them',
    120,
  ),
  numberColumn('errors', 'Errors', 'Spans that failed', 76),
]
