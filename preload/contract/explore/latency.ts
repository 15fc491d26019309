import type { Nanoseconds } from '../time'

/** Of the durations of a population: so much of it takes no longer. */
export const PERCENTILES = [50, 75, 90, 95, 99, 99.9] as const

/**
 * Spans, or traces, by when they start and how long they take. Durations are nanoseconds. Those of a length of zero and
 * those without any lie in no duration bin, those without a start in no time bin: all are counted apart.
 */
export interface LatencyMap {
  /** Time bin n begins at `origin + n × width`, in a length in which people count. */
  origin: Nanoseconds
  width: Nanoseconds
  timeBins: number
  /** Duration bin n is from edge n to below edge n + 1: round numbers, each about as much longer as the one before. */
  edges: number[]
  /** The bins of both that hold something: where, how many, and how many of these failed. */
  cells: { time: Int32Array; duration: Int32Array; counts: Int32Array; errors: Int32Array }
  /** By start alone, with those that have no duration bin. */
  starts: { counts: number[]; errors: number[] }
  /** By duration alone, with those that have no start. */
  counts: number[]
  errors: number[]
  total: number
  failed: number
  zeroDuration: number
  withoutDuration: number
  /** Those among them that have a duration bin are in `counts`. */
  withoutStart: number
  /**
   * For each of `PERCENTILES` the shortest duration that so many reach or stay below, one that occurs: as groups are
   * reckoned (DuckDB's `quantile_disc`), lengths of zero included. Null where there is no duration.
   */
  percentiles: (number | null)[]
}
