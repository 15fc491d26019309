import type { TableColumn, TableSort } from '../../ui/table/TableColumn'

/** A table's order as an address parameter has it: the column, with a minus before it for downwards. */
export function sortIn<Column extends string>(
  text: string | null,
  columns: readonly Column[],
  otherwise: { column: Column; descending: boolean },
): { column: Column; descending: boolean } {
  const descending = text?.startsWith('-') ?? false
  const column = columns.find((one) => one === (descending ? text?.slice(1) : text))
  return column ? { column, descending } : otherwise
}

/** That parameter after a click on a column's head: the other way round if it sorts already, else numbers downwards. */
export function sortParameter(columns: readonly TableColumn[], sort: TableSort, id: string): string {
  const isNumber = columns.find((column) => column.id === id)?.number ?? false
  const descending = sort.column === id ? !sort.descending : isNumber
  return `${descending ? '-' : ''}${id}`
}
