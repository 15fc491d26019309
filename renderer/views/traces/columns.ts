import type { SortColumn } from './traceQuery'

interface Column {
  column: SortColumn
  label: string
  title: string
  number: boolean
}

const COLUMNS: Column[] = [
  { column: 'startTime', label: 'Start', title: 'When its first span started', number: false },
  { column: 'rootServiceName', label: 'Service', title: 'Service of the root span', number: false },
  { column: 'rootName', label: 'Operation', title: 'Operation of the root span', number: false },
  { column: 'durationNs', label: 'Duration', title: 'From its first start to its last end', number: true },
  { column: 'spanCount', label: 'Spans', title: 'Number of spans', number: true },
  { column: 'serviceCount', label: 'Services', title: 'Number of services', number: true },
  { column: 'errorCount', label: 'Errors', title: 'Number of spans with status error', number: true },
]
const MATCHED: Column = {
  column: 'matchedSpans',
  label: 'Matched',
  title: 'Number of spans that match the query',
  number: true,
}

/** The columns of the list in their order; `--trace-columns` in TraceTable.svelte gives their widths. */
export function columnsOf(query: string): Column[] {
  return query === '' ? COLUMNS : [...COLUMNS, MATCHED]
}
