import { countOf } from '../../../../preload/contract/formatCount'
import type { Arrangement } from '../../../../preload/contract/sql/held'
import type { SqlColumn } from '../../../../preload/contract/sql/sql'

interface Shown {
  columns: readonly SqlColumn[]
  arrangement: Arrangement | null
  /** Places of the columns that are written; null for all. */
  written: readonly number[] | null
}

/** What is written of a result, and how, in one sentence for each; none for all of it as it came. */
export function sayArrangement({ columns, arrangement, written }: Shown): string[] {
  const nameOf = (place: number) => columns[place]?.name ?? ''
  const order = (arrangement?.order ?? []).map(
    ({ column, descending }) => `${nameOf(column)} ${descending ? 'descending' : 'ascending'}`,
  )
  const filtered = [...new Set((arrangement?.filters ?? []).map(({ column }) => nameOf(column)))]
  return [
    ...(order.length === 0 ? [] : [`Sorted by ${order.join(', then ')}.`]),
    ...(filtered.length === 0 ? [] : [`Only the rows that pass the filter of ${filtered.join(', ')}.`]),
    ...(written === null || written.length === columns.length
      ? []
      : [`${countOf(written.length, 'column')} of ${columns.length}, in the order shown.`]),
  ]
}
