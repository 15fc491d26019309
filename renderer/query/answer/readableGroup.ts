import { formatDuration } from '../../../preload/contract/formatDuration'
import type { GroupField } from './groupFields'

export interface ReadableGroup {
  text: string
  /** Nothing there: drawn faint. */
  missing: boolean
  number: boolean
}

/** A value that tells groups apart, as people read it; see `GroupSummary`. */
export function readableGroup(value: string, { type }: GroupField): ReadableGroup {
  if (value === 'nil') return { text: 'nil', missing: true, number: false }
  const text = value.slice(2)
  const number = value.startsWith('n:')
  if (number && type === 'duration') return { text: formatDuration(Number(text)), missing: false, number }
  return text === '' ? { text: '(empty)', missing: true, number } : { text, missing: false, number }
}
