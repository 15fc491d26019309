import { formatCount } from '../../../preload/contract/formatCount'
import { threeDigits } from '../../../preload/contract/threeDigits'

const UNITS = [
  { name: 's', word: 's', seconds: 1 },
  { name: 'min', word: 'min', seconds: 60 },
  { name: 'h', word: 'hour', seconds: 3_600 },
] as const

export type RateUnit = (typeof UNITS)[number]

/** By what a rate is told, so that its greatest, which is per second, is 1 or more where that can be. */
export function rateUnit(perSecond: number): RateUnit {
  if (perSecond === 0) return UNITS[0]
  return UNITS.find(({ seconds }) => perSecond * seconds >= 1) ?? UNITS[2]
}

/** The same for counts in so many nanoseconds, null where that is not known. */
export function rateUnitOf(counts: readonly number[], lengthNs: number | null): RateUnit {
  const most = counts.reduce((greatest, count) => Math.max(greatest, count), 0)
  return rateUnit(lengthNs === null || lengthNs <= 0 ? 0 : most / (lengthNs / 1e9))
}

const digits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 })

/** A rate with three digits: `82.1/s`, `3/min`. */
export function formatRate(perSecond: number, { name, seconds }: RateUnit): string {
  return `${digits.format(perSecond * seconds)}/${name}`
}

/** So many in so many nanoseconds as a number of a unit: `1,234`, `12.3`, `< 0.01`; `–` where there is no length. */
export function sayRate(count: number, lengthNs: number | null, { seconds }: RateUnit): string {
  if (lengthNs === null || lengthNs <= 0) return '–'
  const rate = (count * seconds * 1e9) / lengthNs
  return rate < 999.5 ? (rate < 0.005 ? '< 0.01' : threeDigits(rate)) : formatCount(rate)
}
