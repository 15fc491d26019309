import { formatDuration } from '../../../preload/contract/formatDuration'
import type { TimeRange } from './timeRange'

export interface Tick {
  /** Nanoseconds from where the axis counts from. */
  offset: number
  label: string
}

export interface Axis {
  ticks: Tick[]
  /** Nanoseconds between two ticks. */
  step: number
  /** Where the labels count from, when they would need too many digits otherwise; else 0. */
  anchor: number
  /** The anchor in words; empty when there is none. */
  anchorLabel: string
}

export const SECOND = 1e9
export const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
const LONG_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400]
const UNITS = [
  { name: 's', size: SECOND },
  { name: 'ms', size: 1e6 },
  { name: 'µs', size: 1e3 },
  { name: 'ns', size: 1 },
]

export const NO_AXIS: Axis = { ticks: [], step: 0, anchor: 0, anchorLabel: '' }
/** The crosshair tells moments apart that are this share of a step from each other. */
const SHARE_OF_STEP = 50
/** Labels of more steps than this have too many digits. */
const MOST_STEPS = 20_000

/** Ticks at round distances: at most `most` of them and a step that people count in (1, 2, 5; 15 s, 30 m, 6 h). */
export function axisOf(range: TimeRange, most: number): Axis {
  const length = range.to - range.from
  if (!(length > 0) || most < 1) return NO_AXIS
  const step = stepOf(length / most)
  const anchor = anchorOf(range, step)
  const ticks: Tick[] = []
  const last = Math.floor((range.to - anchor) / step + 1e-9)
  for (let count = Math.ceil((range.from - anchor) / step - 1e-9); count <= last; count++) {
    const distance = count * step
    const label = labelOf(distance, step)
    ticks.push({ offset: anchor + distance, label: anchor !== 0 && count > 0 ? `+${label}` : label })
  }
  return { ticks, step, anchor, anchorLabel: anchor === 0 ? '' : exactLabel(anchor) }
}

/** The smallest round step that is no shorter than `least`; never less than a nanosecond. */
export function stepOf(least: number): number {
  if (least > DAY) return roundDecimal(least / DAY) * DAY
  if (least > 0.5 * SECOND) return (LONG_STEPS.find((seconds) => seconds * SECOND >= least) ?? 86400) * SECOND
  return Math.max(1, roundDecimal(least))
}

function roundDecimal(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least))
  const digit = least / power
  return (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10) * power
}

/** Labels of more than about five digits are of no use: they then count from a round moment before the range. */
function anchorOf(range: TimeRange, step: number): number {
  if (Math.max(-range.from, range.to) / step < MOST_STEPS) return 0
  return roundBefore(range.from, step)
}

/** A round moment at or before the first one that is shown: a multiple of `anchorGrain`. */
export function roundBefore(from: number, step: number): number {
  return Math.floor(from / anchorGrain(step)) * anchorGrain(step)
}

export function anchorGrain(step: number): number {
  return 10 ** Math.ceil(Math.log10(step * 10))
}

/** An offset with as many digits as the step between ticks needs. */
export function labelOf(offset: number, step: number): string {
  const size = Math.abs(offset)
  if (size < step / 2) return '0'
  if (size >= MINUTE) return (offset < 0 ? '−' : '') + longLabel(size, step)
  const unit = UNITS.find(({ size: one }) => size >= one && step / one > 0.0009) ?? { name: 'ns', size: 1 }
  const decimals = Math.max(0, -Math.floor(Math.log10(step / unit.size) + 1e-9))
  return `${(offset / unit.size).toFixed(decimals).replace('-', '−')} ${unit.name}`
}

function longLabel(offset: number, step: number): string {
  const days = Math.floor(offset / DAY)
  const hours = Math.floor((offset % DAY) / HOUR)
  const minutes = Math.floor((offset % HOUR) / MINUTE)
  const decimals = Math.max(0, -Math.floor(Math.log10(step / SECOND) + 1e-9))
  const seconds = ((offset % MINUTE) / SECOND).toFixed(decimals)
  const parts = [
    days > 0 ? `${days} d` : '',
    hours > 0 ? `${hours} h` : '',
    minutes > 0 && step < HOUR ? `${minutes} m` : '',
    Number(seconds) > 0 && step < MINUTE ? `${seconds} s` : '',
  ]
  return parts.filter((part) => part !== '').join(' ')
}

/** A moment on the axis, as exactly as its pixels tell moments apart. */
export function momentLabel({ step, anchor }: Axis, offset: number): string {
  const behind = offset - anchor
  const isNear = anchor !== 0 && behind >= 0 && behind < MOST_STEPS * step
  const label = exactLabel(rounded(isNear ? behind : offset, grainOf(step)))
  return isNear ? `+${label}` : label
}

/** How exactly a place on an axis tells the moment, in nanoseconds: a power of ten. */
export function grainOf(step: number): number {
  return Math.max(1, 10 ** Math.floor(Math.log10(step / SHARE_OF_STEP)))
}

export function rounded(offset: number, grain: number): number {
  return Math.round(offset / grain) * grain
}

/** An offset to the nanosecond, without trailing zeros: `1 h 2 m 3.000004 s`, `17.25 ms`. */
export function exactLabel(offset: number): string {
  const size = Math.abs(offset)
  if (size < 1000) return formatDuration(offset)
  const unit = UNITS.find(({ size: one }) => size >= one) ?? { name: 'ns', size: 1 }
  const sign = offset < 0 ? '−' : ''
  if (size < MINUTE) return `${sign}${digitsOf(size, unit.size)} ${unit.name}`
  const whole = Math.floor(size / MINUTE) * MINUTE
  const seconds = digitsOf(size - whole, SECOND)
  return `${sign}${longLabel(whole, MINUTE)}${seconds === '0' ? '' : ` ${seconds} s`}`
}

function digitsOf(nanoseconds: number, unit: number): string {
  const digits = Math.round(Math.log10(unit))
  const text = (nanoseconds / unit).toFixed(digits)
  return digits === 0 ? text : text.replace(/\.?0+$/, '')
}
