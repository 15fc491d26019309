import type { AsideReason, DifferingKey, DifferingValue } from '../../../../preload/contract/explore/difference'
import { formatDuration } from '../../../../preload/contract/formatDuration'
import { formatTime } from '../../../state/timeDisplay.svelte'
import { wordsOf } from '../../../query/edit/fields'
import type { Brush } from '../brush'
import { fieldOfKey } from './differenceCondition'

/** A key as people read it: fields with a name of their own in words. */
export function sayKey(key: Pick<DifferingKey, 'scope' | 'key'>): string {
  const field = key.scope === 'intrinsic' ? fieldOfKey(key) : null
  return field ? wordsOf(field) : key.key
}

export function sayValue({ value, least, most }: DifferingValue): string {
  if (value === 'any') return 'any value'
  if (value !== '') return value.slice(2) === '' ? '(empty)' : value.slice(2)
  if (least === null) return `≤ ${most}`
  return most === null ? `≥ ${least}` : least === most ? `${least}` : `${least} to ${most}`
}

export const ASIDE_WORDS: Record<AsideReason, string> = {
  unique: 'nearly every one has another value',
  id: 'ids',
  text: 'long texts',
}

/** An area in words: `12:00:01 to 12:10:00, 1.5 s or longer`. */
export function sayBrush({ from, to, least, most }: Brush): string {
  const time =
    from !== null && to !== null
      ? `${formatTime(from, 'second')} to ${formatTime(to, 'second')}`
      : from !== null
        ? `from ${formatTime(from, 'second')}`
        : to !== null
          ? `before ${formatTime(to, 'second')}`
          : ''
  const duration =
    least !== null && most !== null
      ? `${formatDuration(least)} to ${formatDuration(most)}`
      : least !== null
        ? `${formatDuration(least)} or longer`
        : most !== null
          ? `shorter than ${formatDuration(most)}`
          : ''
  return [time, duration].filter((part) => part !== '').join(', ')
}
