import { FIGURES } from './groupSpans'
import type { GroupSort } from './sortGroups'

/** How a table is sorted, as the address says it: `p95`, and `-p95` for descending. The most self time comes first otherwise. */
export function readSort(text: string | null): GroupSort {
  const column = ([...FIGURES, 'label'] as const).find((name) => name === text?.replace(/^-/, ''))
  return column ? { column, descending: text?.startsWith('-') === true } : { column: 'self', descending: true }
}

export function writeSort({ column, descending }: GroupSort): string {
  return (descending ? '-' : '') + column
}
