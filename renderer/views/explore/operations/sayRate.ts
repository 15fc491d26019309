import { formatCount } from '../../../../preload/contract/formatCount'
import { threeDigits } from '../../../../preload/contract/threeDigits'

/** So many in so many nanoseconds as a number per second: `1,234`, `12.3`, `0.012`; `–` where there is no length. */
export function sayRate(count: number, lengthNs: number | null): string {
  if (lengthNs === null || lengthNs <= 0) return '–'
  const rate = count / (lengthNs / 1e9)
  if (rate >= 999.5) return formatCount(Math.round(rate))
  return rate >= 0.995 ? threeDigits(rate) : rate.toPrecision(2)
}
