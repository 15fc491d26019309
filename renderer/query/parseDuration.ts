import { DURATION_UNITS } from '../../preload/contract/traceql/parseDuration'

/** Beside those of queries. */
const MORE_UNITS = new Map([
  ['sec', 1e9],
  ['min', 60e9],
])

const PART = /(\d+(?:\.\d*)?|\.\d+)\s*([a-zµμ]+)/y

/**
 * Nanoseconds of a duration as people write it: `150ms`, `1.5 s`, `200us`, `2m`, `2 m 05 s`.
 * Undefined for anything else, a number without a unit included: it could mean seconds as well as milliseconds.
 */
export function parseDuration(text: string): number | undefined {
  const written = text.trim().toLowerCase()
  if (written === '0') return 0
  let total = 0
  let smallest = Infinity
  let place = 0
  while (place < written.length) {
    PART.lastIndex = place
    const [all = '', value = '', unit = ''] = PART.exec(written) ?? []
    const size = DURATION_UNITS.get(unit) ?? MORE_UNITS.get(unit)
    if (size === undefined || size >= smallest) return undefined
    total += Number(value) * size
    smallest = size
    place += all.length
    while (written[place] === ' ') place++
  }
  return smallest === Infinity ? undefined : Math.round(total)
}
