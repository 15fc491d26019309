import { formatDuration } from '../../../preload/contract/formatDuration'
import type { ColumnValue } from '../../../preload/contract/matches'
import type { ChosenColumn } from '../../ui/columns/ChosenColumn'

/** What a column shows of a value: durations in their units, all else as the archive has it, several with commas. */
export function readableValue({ texts, count }: ColumnValue, { type }: ChosenColumn): string {
  const shown = texts.map((text) =>
    type === 'duration' ? formatDuration(Number(text)) : text === '' ? '(empty)' : text,
  )
  return [...shown, ...(count > texts.length ? [`… ${count - texts.length} more`] : [])].join(', ')
}

/** Numbers stand at the right, as in a table of figures: that tells the number 500 from the text. */
export function isNumber({ type, count }: ColumnValue): boolean {
  return count === 1 && (type === 'i' || type === 'd')
}
