const UNITS = [
  { name: 's', seconds: 1 },
  { name: 'min', seconds: 60 },
  { name: 'h', seconds: 3_600 },
] as const

export type RateUnit = (typeof UNITS)[number]

/** By what a rate is told, so that its greatest, which is per second, is 1 or more where that can be. */
export function rateUnit(perSecond: number): RateUnit {
  if (perSecond === 0) return UNITS[0]
  return UNITS.find(({ seconds }) => perSecond * seconds >= 1) ?? UNITS[2]
}

const digits = new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 })

/** A rate with three digits: `82.1/s`, `3/min`. */
export function formatRate(perSecond: number, { name, seconds }: RateUnit): string {
  return `${digits.format(perSecond * seconds)}/${name}`
}
