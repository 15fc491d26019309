import type { Problem } from '../trace'

/** Two hosts whose clocks cannot both be right: what one was called for began before the call of the other. */
export interface ClockPair {
  caller: string
  callee: string
  /** Spans of the callee that start before their parent, a span of the caller. */
  spanCount: number
  /** By how much they do: the median, in nanoseconds. */
  aheadNs: number
}

/** How far the spans of an archive can be trusted: how many there are of what may mislead. */
export interface DataQuality {
  spanCount: number
  /** All of them, in their order. */
  problems: { problem: Problem; spanCount: number }[]
  zeroDuration: number
  /** Their resource names no service. */
  withoutService: number
  /** Spans that lost some, and how many these are in all. */
  droppedAttributes: { spanCount: number; count: number }
  droppedEvents: { spanCount: number; count: number }
  droppedLinks: { spanCount: number; count: number }
  /** Spans that start before their parent on another host, and the pairs of hosts with the most of them. */
  earlierThanCaller: number
  clockPairs: ClockPair[]
}
