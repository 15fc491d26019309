import type { TraceColumns } from '../../../../preload/contract/trace'
import type { PathShares } from './PathModel'

/** One service, or one operation, on the critical path. */
export interface ShareLine {
  /** Service, or service and operation: as the address names it. */
  label: string
  service: number
  /** A number of the operation that is meant, −1 for all of the service. */
  operation: number
  time: number
  stretches: number
  spans: number
}

const SORTED_BY = ['label', 'spans', 'stretches', 'time'] as const
export type ShareColumn = (typeof SORTED_BY)[number]
export interface ShareSort {
  column: ShareColumn
  descending: boolean
}

/** What is on the path, by operation or summed up by service; `rows` tells each operation by a row that has it. */
export function shareList(
  { services, service, names, name }: Pick<TraceColumns, 'services' | 'service' | 'names' | 'name'>,
  rows: Int32Array,
  shares: PathShares,
  byService: boolean,
  sort: ShareSort,
): ShareLine[] {
  const lines = new Map<number, ShareLine>()
  rows.forEach((row, operation) => {
    if (!shares.stretches[operation]) return
    const of = service[row] ?? 0
    const key = byService ? of : operation
    const label = byService ? (services[of] ?? '') : operationLabel(services[of] ?? '', names[name[row] ?? 0] ?? '')
    const line = lines.get(key) ?? { label, service: of, operation: byService ? -1 : operation, ...NOTHING }
    line.time += shares.time[operation] ?? 0
    line.stretches += shares.stretches[operation] ?? 0
    line.spans += shares.spans[operation] ?? 0
    lines.set(key, line)
  })
  return sortShares([...lines.values()], sort)
}

const NOTHING = { time: 0, stretches: 0, spans: 0 }

export function operationLabel(service: string, name: string): string {
  return `${service}: ${name || '(no name)'}`
}

function sortShares(lines: ShareLine[], { column, descending }: ShareSort): ShareLine[] {
  const sign = descending ? -1 : 1
  const byLabel = (a: ShareLine, b: ShareLine) => collator.compare(a.label, b.label)
  return lines.sort((a, b) => sign * (column === 'label' ? byLabel(a, b) : a[column] - b[column]) || byLabel(a, b))
}

const collator = new Intl.Collator('en', { numeric: true })

/** As the address says it: `spans`, and `-spans` for descending. The most time comes first otherwise. */
export function readShareSort(text: string | null): ShareSort {
  const column = SORTED_BY.find((name) => name === text?.replace(/^-/, ''))
  return column ? { column, descending: text?.startsWith('-') === true } : { column: 'time', descending: true }
}

export function writeShareSort({ column, descending }: ShareSort): string {
  return (descending ? '-' : '') + column
}
