import type { TableColumn, TableSort } from '../../../ui/table/TableColumn'

/** How the table is sorted, as the address says it: `duration`, and `-duration` for descending; by start otherwise. */
export function readTableSort(text: string | null): TableSort {
  const column = text?.replace(/^-/, '') ?? ''
  return column === '' ? { column: 'start', descending: false } : { column, descending: text?.startsWith('-') === true }
}

export function writeTableSort({ column, descending }: TableSort): string {
  return (descending ? '-' : '') + column
}

/** What a click on a head makes: the other way round if the column sorts already, else the way that is asked for most. */
export function toggledSort(sort: TableSort, { id, number }: Pick<TableColumn, 'id' | 'number'>): TableSort {
  const upwards = !number || id === 'start' || id === 'depth'
  return { column: id, descending: sort.column === id ? !sort.descending : !upwards || id === 'matched' }
}
