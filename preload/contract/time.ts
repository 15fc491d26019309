/** Nanoseconds since the Unix epoch, UTC. The only form of a moment that processes exchange. */
export type Nanoseconds = bigint & { readonly brand?: 'nanoseconds' }

const NANOSECONDS_PER_MILLISECOND = 1_000_000n

/** Float64 offset in nanoseconds of `time` from `origin`: exact up to 104 days, which no trace spans. */
export function offsetFrom(origin: Nanoseconds, time: Nanoseconds): number {
  return Number(time - origin)
}

/** ISO 8601 in UTC with nine digits after the second: `2024-01-31T12:00:00.123456789Z`. */
export function isoNanoseconds(time: Nanoseconds): string {
  const { milliseconds, rest } = splitMilliseconds(time)
  return new Date(milliseconds).toISOString().slice(0, -1) + String(rest).padStart(6, '0') + 'Z'
}

/** Whole milliseconds (as `Date` takes them) and the nanoseconds (0 to 999,999) that remain. */
export function splitMilliseconds(time: Nanoseconds): { milliseconds: number; rest: number } {
  const rest = ((time % NANOSECONDS_PER_MILLISECOND) + NANOSECONDS_PER_MILLISECOND) % NANOSECONDS_PER_MILLISECOND
  return { milliseconds: Number((time - rest) / NANOSECONDS_PER_MILLISECOND), rest: Number(rest) }
}
