import type { Difference, DifferingKey, DifferingValue } from '../../../../preload/contract/explore/difference'
import type { TableSort } from '../../../ui/table/TableColumn'

export interface DifferenceRow {
  key: DifferingKey
  value: DifferingValue
  /** Of the spans or traces of each side that were counted, 0 to 1. */
  inside: number
  outside: number
  /** The first row of its key, in a table that keeps those of a key together. */
  isFirst: boolean
}

/** The strongest first, those of a key together. */
export const RANK: TableSort = { column: 'score', descending: true }

/** A row for each value that differs, in the order of a column. */
export function differenceRows({ keys, inside, outside }: Difference, sort: TableSort): DifferenceRow[] {
  const rows = keys.flatMap((key) =>
    key.values.map((value, place) => ({
      key,
      value,
      inside: value.inside / Math.max(1, inside.counted),
      outside: value.outside / Math.max(1, outside.counted),
      isFirst: place === 0,
    })),
  )
  const direction = sort.descending ? -1 : 1
  switch (sort.column) {
    case 'inside':
    case 'outside': {
      const { column } = sort
      return rows.sort((a, b) => direction * (a[column] - b[column])).map(alone)
    }
    case 'value':
      return rows.sort((a, b) => direction * compared(a.value.value, b.value.value)).map(alone)
    case 'key':
      return rows.sort((a, b) => direction * compared(a.key.key, b.key.key))
    default:
      return sort.descending ? rows : rows.reverse().map(alone)
  }
}

function alone(row: DifferenceRow): DifferenceRow {
  return { ...row, isFirst: true }
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
