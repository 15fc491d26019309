import type { TimeRange } from '../timeRange'

/** Share of the timeline that each squeezed gap keeps. */
const GAP_SHARE = 0.04

/** A gap in real time and where it is shown; both in nanoseconds from the trace's start. */
export interface Break {
  real: TimeRange
  shown: TimeRange
}

/**
 * A clock that runs faster through gaps: real time to shown time and back. It is piecewise linear and never stands
 * still, so each moment has one place. Between gaps a nanosecond stays one.
 *
 *     real   ├──work──┤···········gap···········├─work─┤
 *     shown  ├──work──┤·gap·├─work─┤
 */
export interface Squeeze {
  breaks: Break[]
}

export const NO_SQUEEZE: Squeeze = { breaks: [] }

/** Squeezes the gaps, which are in order and apart, each to the same small share of what is shown. */
export function squeezeOf(gaps: TimeRange[], extent: TimeRange): Squeeze {
  const idle = gaps.reduce((sum, { from, to }) => sum + to - from, 0)
  const busy = extent.to - extent.from - idle
  if (gaps.length === 0 || !(busy > 0)) return NO_SQUEEZE
  const length = (busy / (1 - GAP_SHARE * gaps.length)) * GAP_SHARE
  const breaks: Break[] = []
  let saved = 0
  for (const real of gaps) {
    const from = real.from - saved
    breaks.push({ real, shown: { from, to: from + length } })
    saved += real.to - real.from - length
  }
  return { breaks }
}

/** Where a moment is shown. NaN stays NaN. */
export function shownTime({ breaks }: Squeeze, real: number): number {
  return mapped(breaks, real, 'real', 'shown')
}

/** The moment that is shown at a place. */
export function realTime({ breaks }: Squeeze, shown: number): number {
  return mapped(breaks, shown, 'shown', 'real')
}

export function shownRange(squeeze: Squeeze, { from, to }: TimeRange): TimeRange {
  return { from: shownTime(squeeze, from), to: shownTime(squeeze, to) }
}

export function realRange(squeeze: Squeeze, { from, to }: TimeRange): TimeRange {
  return { from: realTime(squeeze, from), to: realTime(squeeze, to) }
}

type Clock = 'real' | 'shown'

function mapped(breaks: Break[], moment: number, one: Clock, other: Clock): number {
  let shift = 0
  for (const each of breaks) {
    const { from, to } = each[one]
    const target = each[other]
    if (!(moment > from)) break
    if (moment < to) return target.from + ((moment - from) / (to - from)) * (target.to - target.from)
    shift = target.to - to
  }
  return moment + shift
}
