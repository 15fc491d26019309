const MILLISECOND = 1e6
const SECOND = 1e9
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Nanoseconds between ticks from a second to a day; below and above they are 1, 2 or 5 of a power of ten. */
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  DAY,
]

export interface TimeTicks {
  /** Offsets from the origin in nanoseconds. */
  offsets: number[]
  step: number
}

/** Round moments of the viewer's clock, which is ahead of UTC by `ahead`, within `length` after `origin`: at most `most`. */
export function timeTicks(origin: bigint, length: number, ahead: number, most: number): TimeTicks {
  const step = stepOf(length / Math.max(1, most))
  const rest = Number((origin + BigInt(ahead)) % BigInt(step))
  const first = rest === 0 ? 0 : step - (rest < 0 ? rest + step : rest)
  const offsets: number[] = []
  for (let offset = first; offset <= length; offset += step) offsets.push(offset)
  return { offsets, step }
}

/** How exactly ticks must be told to be told apart; null where it is days. */
export function tickPrecision(step: number): 'minute' | 'second' | 'millisecond' | 'microsecond' | 'nanosecond' | null {
  if (step >= DAY) return null
  if (step >= MINUTE) return 'minute'
  if (step >= SECOND) return 'second'
  if (step >= MILLISECOND) return 'millisecond'
  return step >= 1_000 ? 'microsecond' : 'nanosecond'
}

function stepOf(least: number): number {
  if (least > DAY) return decimal(least / DAY) * DAY
  if (least > SECOND / 2) return STEPS.find((step) => step >= least) ?? DAY
  return Math.max(1, decimal(least))
}

function decimal(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  return ([1, 2, 5].find((digit) => digit * power >= least) ?? 10) * power
}
