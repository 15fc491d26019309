import type { LatencyMap } from '../../../../preload/contract/explore/latency'
import type { RatesOverTime } from '../../../../preload/contract/explore/rates'
import { countOf } from '../../../../preload/contract/formatCount'
import { numberColumn, textColumn, type TableColumn } from '../../../ui/table/TableColumn'
import type { Brush } from '../brush'
import type { BinArea } from './AreaBrush.svelte'
import { brushOf } from './brushedArea'
import { readableValue } from './readableValue'
import type { LatencyTable } from './latencyChoices'

/** A line of a table: a bin of time, of duration, or of both. */
export interface LatencyRow {
  brush: Brush
  count: number
  errors: number
  /** p50, p95 and p99 of a bin of time; empty for others. */
  percentiles: (number | null)[]
  /** How many have each value by which a bin of time is stacked, the others last; empty for others. */
  values: number[]
  /** By what the columns are sorted. */
  sorts: Record<string, number>
}

const PERCENTILES = ['p50', 'p95', 'p99']

/** The bins that hold something, in their order. */
export function latencyRows(table: LatencyTable, map: LatencyMap, rates: RatesOverTime): LatencyRow[] {
  switch (table) {
    case 'durations':
      return map.counts.flatMap((count, bin) =>
        count > 0 ? [rowOf(map, 'duration', { time: 0, duration: bin }, count, map.errors[bin] ?? 0)] : [],
      )
    case 'times':
      return rates.counts.flatMap((count, bin) => {
        if (count === 0) return []
        const row = rowOf(map, 'time', { time: bin, duration: 0 }, count, rates.errors[bin] ?? 0)
        const percentiles = [rates.p50, rates.p95, rates.p99].map((values) => values[bin] ?? null)
        const values = stackOf(rates).map((one) => one.counts[bin] ?? 0)
        const sorts = Object.fromEntries([
          ...PERCENTILES.map((name, index) => [name, percentiles[index] ?? -1]),
          ...values.map((value, index) => [`value${index}`, value]),
        ])
        return [{ ...row, percentiles, values, sorts: { ...row.sorts, ...sorts } }]
      })
    case 'cells': {
      const { time, duration, counts, errors } = map.cells
      const rows = Array.from(counts, (count, place) => {
        const cell = { time: time[place] ?? 0, duration: duration[place] ?? 0 }
        return rowOf(map, 'both', cell, count, errors[place] ?? 0)
      })
      return rows.sort((one, other) => (one.sorts.place ?? 0) - (other.sorts.place ?? 0))
    }
  }
}

/** Pixels of a column of figures. */
const FIGURE = 78

export function tableColumns(
  table: LatencyTable,
  rates: RatesOverTime,
  { noun, zone, zoneName }: { noun: string; zone: string; zoneName: string },
): TableColumn[] {
  const start = { ...textColumn('place', 'Start', 'When they start', 170, 1), note: { text: zone, title: zoneName } }
  const duration = textColumn('duration', 'Duration', 'How long they take', 150, 1)
  const figures = [
    numberColumn('count', noun === 'trace' ? 'Traces' : 'Spans', `How many ${noun}s`, FIGURE),
    numberColumn('share', 'Share', `Of all ${noun}s`, FIGURE),
    numberColumn('errors', 'Failed', `How many ${noun}s failed`, FIGURE),
    numberColumn('errorShare', 'Failed, %', `How many of these ${noun}s failed`, FIGURE),
  ]
  const percentiles = PERCENTILES.map((name) =>
    numberColumn(name, name, `${name.slice(1)} % take this long or less`, FIGURE),
  )
  const values = stackOf(rates).map(({ name }, index) =>
    numberColumn(`value${index}`, name, `${noun}s with ${name}`, FIGURE),
  )
  switch (table) {
    case 'durations':
      return [{ ...duration, id: 'place' }, ...figures]
    case 'times':
      return [start, ...figures, ...percentiles, ...values]
    case 'cells':
      return [start, duration, ...figures]
  }
}

function rowOf(
  map: LatencyMap,
  axes: 'both' | 'time' | 'duration',
  { time, duration }: { time: number; duration: number },
  count: number,
  errors: number,
): LatencyRow {
  const area: BinArea = { time: { first: time, last: time }, duration: { first: duration, last: duration } }
  const place = axes === 'duration' ? duration : time
  return {
    brush: brushOf(map, area, axes),
    count,
    errors,
    percentiles: [],
    values: [],
    sorts: { place, duration, count, share: count, errors, errorShare: errors / Math.max(1, count) },
  }
}

/** The values by which rates are stacked, as they are named. */
function stackOf({ by }: RatesOverTime): { name: string; counts: number[] }[] {
  if (!by) return []
  const values = by.series.map(({ value, counts }) => ({ name: readableValue(value), counts }))
  if (!by.others) return values
  return [...values, { name: countOf(by.others.values, 'other'), counts: by.others.counts }]
}
