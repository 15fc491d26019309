import type { ColumnValue } from '../../../preload/contract/matches'
import type { ChosenColumn } from '../../ui/columns/ChosenColumn'
import { isNumber } from './readableValue'

/** Rows that are looked at. */
const LOOKED_AT = 50

/** The columns that hold numbers, as far as the first rows tell: their heads stand at the right too. */
export function numericColumns(
  columns: readonly ChosenColumn[],
  rowAt: (index: number) => { values: (ColumnValue | null)[] } | undefined,
): Set<string> {
  const rows = Array.from({ length: LOOKED_AT }, (_, index) => rowAt(index))
  const isNumeric = ({ type }: ChosenColumn, place: number) => {
    if (type !== null) return type === 'integer' || type === 'duration'
    const first = rows.map((row) => row?.values[place] ?? null).find((value) => value !== null)
    return first !== undefined && first !== null && isNumber(first)
  }
  return new Set(columns.filter(isNumeric).map(({ field }) => field))
}
