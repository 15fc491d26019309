import type { SortColumn } from './traceQuery'

/** The columns of the list in their order; `--trace-columns` in TraceTable.svelte gives their widths. */
export const COLUMNS: { column: SortColumn; label: string; title: string; number: boolean }[] = [
  { column: 'startTime', label: 'Start', title: 'When its first span started', number: false },
  { column: 'rootServiceName', label: 'Service', title: 'Service of the root span', number: false },
  { column: 'rootName', label: 'Operation', title: 'Operation of the root span', number: false },
  { column: 'durationNs', label: 'Duration', title: 'From its first start to its last end', number: true },
  { column: 'spanCount', label: 'Spans', title: 'Number of spans', number: true },
  { column: 'serviceCount', label: 'Services', title: 'Number of services', number: true },
  { column: 'errorCount', label: 'Errors', title: 'Number of spans with status error', number: true },
]
