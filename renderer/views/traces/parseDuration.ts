const NANOSECONDS: Record<string, number> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  sec: 1e9,
  m: 60e9,
  min: 60e9,
  h: 3600e9,
  d: 86_400e9,
}

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
    const size = NANOSECONDS[unit]
    if (size === undefined || size >= smallest) return undefined
    total += Number(value) * size
    smallest = size
    place += all.length
    while (written[place] === ' ') place++
  }
  return smallest === Infinity ? undefined : Math.round(total)
}
