import { formatWholeSeconds } from './formatDuration'

/** Steps in seconds by which the time left is told, where there is more left than `above` seconds. */
const STEPS = [
  { above: 600, step: 60 },
  { above: 120, step: 15 },
  { above: 20, step: 5 },
  { above: 0, step: 1 },
]

/** Milliseconds left as they are told: `a moment`, `12 s`, `1 m 35 s`, the coarser the more there is left. */
export function sayTimeLeft(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 1) return 'a moment'
  const step = STEPS.find(({ above }) => seconds > above)?.step ?? 1
  return formatWholeSeconds(Math.ceil(seconds / step) * step * 1000)
}
