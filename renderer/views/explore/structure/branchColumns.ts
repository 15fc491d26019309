import type { TableColumn } from '../../../ui/table/TableColumn'

const figure = (id: string, label: string, title: string, width: number): TableColumn => ({
  id,
  label,
  title,
  number: true,
  width,
  share: 0,
})

/** The columns of the merged tree, by which siblings are sorted. */
export const BRANCH_COLUMNS: TableColumn[] = [
  {
    id: 'operation',
    label: 'Service and operation',
    title: 'The path from the root: siblings of one operation are one line',
    number: false,
    width: 220,
    share: 1,
  },
  figure('traces', 'In traces', 'Share of the traces in which the path occurs', 108),
  figure('spans', 'Spans', 'Spans with this path', 76),
  figure('calls', 'Calls', 'Spans for each span of the line above', 68),
  figure('p50', 'p50', 'Half of the spans take no longer', 72),
  figure('p95', 'p95', '95 % of the spans take no longer', 72),
  figure('self', 'Self time', 'Share of all time that is spent in spans themselves, without what is below them', 120),
  figure('errors', 'Errors', 'Spans that failed', 76),
]
