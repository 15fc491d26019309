import type { DuckDBValue } from '@duckdb/node-api'
import { binWidth, roundNumber } from '../../preload/contract/binWidth'
import type { NumberAxis } from './numberAxis'

/** Bins of one round width over all places of an axis. A bin holds its lower edge. */
export interface Binning {
  count: number
  /** In units of the axis. */
  width: number
  /** SQL of the number of a place's bin, from 0. */
  index(place: string): string
  /** The lower edge of a bin, in units of the axis: a bigint where the axis has integers. */
  edge(bin: number): bigint | number
}

/** At most `most` bins from the least place to the greatest; null where there is none, or they are infinitely far. */
export function binning(axis: NumberAxis, least: DuckDBValue, greatest: DuckDBValue, most: number): Binning | null {
  if (typeof least === 'bigint' && typeof greatest === 'bigint') return integerBins(axis, least, greatest, most)
  if (typeof least === 'number' && typeof greatest === 'number') return realBins(least, greatest, most)
  return null
}

function integerBins({ kind, unitNs }: NumberAxis, least: bigint, greatest: bigint, most: number): Binning {
  const length = greatest - least
  const width =
    kind === 'time'
      ? (binWidth(length * unitNs, most) + unitNs - 1n) / unitNs
      : roundNumber(length / BigInt(most - 1) + 1n)
  const start = least - (((least % width) + width) % width)
  // What DuckDB reckons in 64 bits must not overflow.
  const isWide = start < -LIMIT || greatest - start >= LIMIT
  return {
    count: Number((greatest - start) / width) + 1,
    width: Number(width),
    index: (place) => `((${place}${isWide ? '::HUGEINT' : ''} - (${start})) // ${width})::BIGINT`,
    edge: (bin) => start + BigInt(bin) * width,
  }
}

const LIMIT = 2n ** 63n

function realBins(least: number, greatest: number, most: number): Binning | null {
  const length = greatest - least
  if (!Number.isFinite(length)) return null
  if (length === 0) return { count: 1, width: 1, index: () => '0::BIGINT', edge: (bin) => least + bin }
  const raw = length / (most - 1)
  const power = 10 ** Math.floor(Math.log10(raw))
  const width = ([1, 2, 5].find((digit) => digit * power >= raw) ?? 10) * power
  const start = Math.floor(least / width) * width
  const count = Math.min(Math.floor((greatest - start) / width + NOISE) + 1, most)
  return {
    count,
    width,
    index: (place) =>
      `greatest(least(floor((${place} - (${start}::DOUBLE)) / ${width}::DOUBLE + ${NOISE}), ${count - 1}), 0)::BIGINT`,
    // Without the noise of binary fractions: 0.3 and not 0.30000000000000004.
    edge: (bin) => Number((start + bin * width).toPrecision(12)),
  }
}

/** What binary fractions may lack to an edge on which they lie. */
const NOISE = 1e-9
