import { formatDuration } from '../../../../preload/contract/formatDuration'
import type { Nanoseconds } from '../../../../preload/contract/time'

/** A round duration without the digits that say nothing: `2 ms`, `1.25 s`, `5 m`. */
export function formatEdge(nanoseconds: number | Nanoseconds): string {
  return formatDuration(nanoseconds)
    .replace(/(\.\d*?)0+ /, '$1 ')
    .replace('. ', ' ')
    .replace(/ 00 \w$/, '')
}
