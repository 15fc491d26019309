/** A stretch of the trace, in nanoseconds from its start. */
export interface TimeRange {
  from: number
  to: number
}

/** The shortest stretch that can be looked at: float64 still tells neighbouring nanoseconds apart there. */
export const SHORTEST_RANGE = 20

/** A stretch of at least the shortest length that lies within `extent`: moved first, cut only if it is too long. */
export function fitInto(extent: TimeRange, { from, to }: TimeRange): TimeRange {
  const whole = extent.to - extent.from
  const length = Math.min(whole, Math.max(to - from, Math.min(SHORTEST_RANGE, whole)))
  const start = Math.min(Math.max(from, extent.from), extent.to - length)
  return { from: start, to: start + length }
}

/** Makes the range `factor` times as long while the moment `at` stays where it is. */
export function zoomAround(extent: TimeRange, range: TimeRange, at: number, factor: number): TimeRange {
  const length = range.to - range.from
  const shortest = Math.min(SHORTEST_RANGE, extent.to - extent.from)
  const wanted = Math.min(Math.max(length * factor, shortest), extent.to - extent.from)
  const share = length > 0 ? (at - range.from) / length : 0.5
  const from = at - share * wanted
  return fitInto(extent, { from, to: from + wanted })
}

export function pan(extent: TimeRange, range: TimeRange, by: number): TimeRange {
  return fitInto(extent, { from: range.from + by, to: range.to + by })
}

export function isWhole(extent: TimeRange, range: TimeRange): boolean {
  return range.from <= extent.from && range.to >= extent.to
}
