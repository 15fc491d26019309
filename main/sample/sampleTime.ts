/** Moments of the sample are nanoseconds since `SAMPLE_START_SECONDS`, exact as float64 for a hundred days. */
export const MICROSECOND = 1e3
export const MILLISECOND = 1e6
export const SECOND = 1e9
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

/** 2025-03-11T09:00:00Z, in seconds since the Unix epoch. */
export const SAMPLE_START_SECONDS = 1_741_683_600

/** How long customers visit the shop; some of what they cause happens hours later. */
export const TRAFFIC_LASTS = 60 * MINUTE

/** Decimal nanoseconds since the Unix epoch, as OTLP/JSON writes fixed64. */
export function unixNano(moment: number): string {
  const seconds = Math.floor(moment / SECOND)
  return `${SAMPLE_START_SECONDS + seconds}${String(moment - seconds * SECOND).padStart(9, '0')}`
}
