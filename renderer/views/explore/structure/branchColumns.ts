import type { TableColumn } from '../../../ui/table/TableColumn'

const fixed = (id: string, label: string, title: string, width: number): TableColumn => ({
  id,
  label,
  title,
  number: true,
  width,
  share: 0,
  isFixed: true,
})

/** The columns of the merged tree: its order is that of the tree. */
export const BRANCH_COLUMNS: TableColumn[] = [
  {
    id: 'operation',
    label: 'Service and operation',
    title: 'The path from the root: siblings of one operation are one line',
    number: false,
    width: 220,
    share: 1,
    isFixed: true,
  },
  fixed('traces', 'In traces', 'Share of the traces in which the path occurs', 104),
  fixed('spans', 'Spans', 'Spans with this path', 76),
  fixed('calls', 'Per caller', 'Spans for each span of the line above', 68),
  fixed('p50', 'p50', 'Half of the spans take no longer', 72),
  fixed('p95', 'p95', '95 % of the spans take no longer', 72),
  fixed('self', 'Self time', 'Share of all time that is spent in spans themselves, without what is below them', 116),
  fixed('errors', 'Errors', 'Spans that failed', 76),
]
