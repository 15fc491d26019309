import type { TimeRange } from '../timeRange'
import type { TraceState } from '../trace.svelte'

/** A stretch of time as the address says it, in whole nanoseconds from the trace's start: `1200..5600`. */
export function zoomInAddress({ from, to }: TimeRange): string {
  return `${Math.round(from)}..${Math.round(to)}`
}

/** Undefined for what is no stretch of time. */
export function zoomFromAddress(text: string): TimeRange | undefined {
  const [, from, to] = /^(-?\d{1,16})\.\.(-?\d{1,16})$/.exec(text) ?? []
  const range = { from: Number(from), to: Number(to) }
  return range.from < range.to ? range : undefined
}

/** What the address says of the time that is in view; empty for a whole trace. */
export function zoomOf({ time, root }: TraceState): string {
  return time.isWhole && root < 0 ? '' : zoomInAddress(time.realRange)
}
