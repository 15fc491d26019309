import type { SpanGroups } from '../../../../preload/contract/explore/groups'
import { formatCount } from '../../../../preload/contract/formatCount'
import { formatDuration } from '../../../../preload/contract/formatDuration'
import { threeDigits } from '../../../../preload/contract/threeDigits'
import type { TableColumn, TableSort } from '../../../ui/table/TableColumn'

/** Where most time is really spent first. */
export const BY_IMPACT: TableSort = { column: 'selfNs', descending: true }

const figure = (id: string, label: string, title: string, width: number): TableColumn => ({
  id,
  label,
  title,
  number: true,
  width,
  share: 0,
})

/** What is told of each group, rates per `unit`; `fields` are those that tell them apart. */
export function groupColumns(fields: readonly string[], bins: SpanGroups['bins'], unit: string): TableColumn[] {
  const axis = `${formatDuration(binStart(bins, 0))} – ${formatDuration(binStart(bins, bins.count))}`
  return [
    ...fields.map((field, index) => ({
      id: `group${index + 1}`,
      label: field,
      title: `Grouped by ${field}`,
      number: false,
      width: 130,
      share: 1,
    })),
    {
      ...figure(
        'selfNs',
        'Self time',
        'Time in its spans and not in their children, added up, and its share of all',
        176,
      ),
      share: 0.5,
    },
    {
      ...figure('durations', 'Durations', `How many spans are how long, on one logarithmic scale: ${axis}`, 160),
      number: false,
      isFixed: true,
      ...(bins.count > 0 && { note: { text: axis, title: 'One logarithmic scale for all groups' } }),
    },
    figure('spanCount', 'Spans', 'Number of spans in the group', 70),
    figure('rate', `Per ${unit}`, `Spans per ${unit}, from the first start to the last or as the time is filtered`, 60),
    figure('errorCount', 'Errors', 'Number of spans with status error', 64),
    figure('errorShare', 'Failed', 'Share of the spans with status error', 56),
    figure('p50Ns', 'p50', 'Half of the span durations are no longer than this', 70),
    figure('p95Ns', 'p95', '95 % of the span durations are no longer than this', 70),
    figure('p99Ns', 'p99', '99 % of the span durations are no longer than this', 70),
    figure('maxNs', 'Longest', 'The longest span duration', 76),
    figure('totalNs', 'Total', 'All span durations added up', 76),
    figure('criticalNs', 'Critical', 'Time on the critical paths of their traces, added up', 76),
    { ...figure('actions', '', 'What to do with the group', 28), isFixed: true },
  ]
}

/** Where a bin of durations begins, in nanoseconds. */
export function binStart({ first, perDecade }: SpanGroups['bins'], bin: number): number {
  return 10 ** ((first + bin) / perDecade)
}

/** What the archive sorts by where a column stands for something that goes with another. */
export function askedSort({ column, descending }: TableSort): TableSort {
  return { column: column === 'rate' ? 'spanCount' : column, descending }
}

/** Nanoseconds of the time in which spans are counted: the shortest of these in which the largest group has one at least. */
export function rateUnit({ rows, lengthNs }: Pick<SpanGroups, 'rows' | 'lengthNs'>): RateUnit {
  const most = Math.max(0, ...rows.map(({ spanCount }) => spanCount))
  const isEnough = ({ nanoseconds }: RateUnit) => lengthNs !== null && (most * nanoseconds) / lengthNs >= 1
  return RATE_UNITS.find(isEnough) ?? HOUR
}

export function sayRate(count: number, lengthNs: number | null, { nanoseconds }: RateUnit): string {
  if (lengthNs === null || lengthNs <= 0) return '–'
  const rate = (count * nanoseconds) / lengthNs
  return rate < 999.5 ? (rate < 0.005 ? '< 0.01' : threeDigits(rate)) : formatCount(rate)
}

export interface RateUnit {
  name: string
  nanoseconds: number
}

const HOUR: RateUnit = { name: 'hour', nanoseconds: 3600e9 }
const RATE_UNITS: RateUnit[] = [{ name: 's', nanoseconds: 1e9 }, { name: 'min', nanoseconds: 60e9 }, HOUR]
