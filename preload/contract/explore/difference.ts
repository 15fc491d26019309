import { z } from 'zod'

const bound = z.bigint().nullable()

/** What is held against the rest: an area of start × duration in nanoseconds (null is open), or what a query matches. */
export const differenceInside = z.union([
  z.object({ brush: z.object({ from: bound, to: bound, least: bound, most: bound }) }),
  z.object({ query: z.string().max(100_000) }),
])
export type DifferenceInside = z.infer<typeof differenceInside>

/** Where a compared key belongs; the keys of `intrinsic` are fields of TraceQL. */
export const DIFFERENCE_SCOPES = ['span', 'resource', 'instrumentation', 'intrinsic'] as const
export type DifferenceScope = (typeof DIFFERENCE_SCOPES)[number]

/** Spans, or traces: how many there are, and how many of them were looked at. */
export interface ComparedSide {
  total: number
  counted: number
}

/** What part of each side has. */
export interface DifferingValue {
  /** As in `GroupSummary`; `any` for having the key at all; empty for a range of numbers. */
  value: string
  /** Both are part of it; null is open, and both are null where it is no range. */
  least: number | null
  most: number | null
  /** Of those that were counted. */
  inside: number
  outside: number
  /** 0 where both sides have it equally often, 1 where all of one side have it and none of the other. */
  score: number
}

export interface DifferingKey {
  scope: DifferenceScope
  key: string
  /** The strongest differences, each beyond chance. */
  values: DifferingValue[]
  /** How many values differ, of how many. */
  differing: number
  distinct: number
}

/** Why a key was not compared: nearly every value is another, they look like ids, or they are long texts. */
export const ASIDE_REASONS = ['unique', 'id', 'text'] as const
export type AsideReason = (typeof ASIDE_REASONS)[number]

export interface AsideKey {
  scope: DifferenceScope
  key: string
  reason: AsideReason
  distinct: number
  example: string
}

export interface Difference {
  inside: ComparedSide
  outside: ComparedSide
  /** By their strongest value, so many as can be read. */
  keys: DifferingKey[]
  /** Keys that differ, and all that were compared. */
  differing: number
  compared: number
  aside: AsideKey[]
}
