import type { TimeStretch } from '../../../../preload/contract/explore/serviceMap'
import type { TraceFilter } from '../../../../preload/contract/explorer'
import { formatDuration } from '../../../../preload/contract/formatDuration'
import type { Nanoseconds } from '../../../../preload/contract/time'
import type { MapChoices } from './mapChoices'

/** Of what time the figures of the map are. */
export interface MapStretches {
  now: TimeStretch
  /** What it is held against; null for nothing. */
  before: TimeStretch | null
}

/** A chosen moment goes before a brushed stretch. */
export function stretchesOf(
  { moment, reach }: Pick<MapChoices, 'moment' | 'reach'>,
  brushed: TimeStretch | null,
): MapStretches {
  if (moment === null) return { now: brushed ?? { from: null, to: null }, before: null }
  return {
    now: { from: moment, to: reach === null ? null : moment + reach },
    before: { from: reach === null ? null : moment - reach, to: moment },
  }
}

/** Seconds of a stretch, as far as there are calls. */
export function secondsOf({ from, to }: TimeStretch, calls: { from: Nanoseconds; to: Nanoseconds }): number {
  const start = from === null || from < calls.from ? calls.from : from
  const end = to === null || to > calls.to ? calls.to : to
  return end > start ? Number(end - start) / 1e9 : 0
}

/** The bounds of a filter for what it lets through in a stretch. */
export function boundsWithin(
  { from, to }: Pick<TraceFilter, 'from' | 'to'>,
  stretch: TimeStretch,
): Record<'from' | 'to', string> {
  const later = stretch.from === null || (from !== null && from > stretch.from) ? from : stretch.from
  const earlier = stretch.to === null || (to !== null && to < stretch.to) ? to : stretch.to
  return { from: String(later ?? ''), to: String(earlier ?? '') }
}

const SECOND = 1_000_000_000n
const MINUTE = 60n * SECOND
const HOUR = 60n * MINUTE
const REACHES = [
  ...[10n, 100n, 1_000n, 10_000n, 100_000n, 1_000_000n, 10_000_000n, 100_000_000n],
  ...[SECOND, 5n * SECOND, 15n * SECOND, MINUTE, 5n * MINUTE, 15n * MINUTE, HOUR, 6n * HOUR, 24n * HOUR, 168n * HOUR],
]
const MOST_REACHES = 3

/** Round lengths that fit on both sides of a moment: the longest few, and the chosen one. */
export function reachesWithin(
  { from, to, width }: { from: Nanoseconds; to: Nanoseconds; width: Nanoseconds },
  chosen: bigint | null,
): bigint[] {
  const fitting = REACHES.filter((reach) => reach >= 2n * width && 2n * reach <= to - from).slice(-MOST_REACHES)
  return chosen === null || fitting.includes(chosen) ? fitting : [...fitting, chosen]
}

/** `5 m` and `15 s` rather than `5 m 00 s` and `15.0 s`. */
export function sayReach(reach: bigint): string {
  return formatDuration(reach).replace(/ 00 [hms]$|\.0+(?= )/, '')
}
