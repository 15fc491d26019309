import type { SpanGroups } from '../../../../preload/contract/explore/groups'
import { durationBound } from '../../../../preload/contract/explore/durationBins'
import { countOf } from '../../../../preload/contract/formatCount'
import { formatDuration } from '../../../../preload/contract/formatDuration'
import { numberColumn, textColumn, type TableColumn, type TableSort } from '../../../ui/table/TableColumn'

/** Where most time is really spent first. */
export const BY_IMPACT: TableSort = { column: 'selfNs', descending: true }

/** What is told of each group, rates per `unit`; `fields` are those that tell them apart. */
export function groupColumns(fields: readonly string[], bins: SpanGroups['bins'], unit: string): TableColumn[] {
  const axis = `${formatDuration(binStart(bins, 0))} – ${formatDuration(binStart(bins, bins.count))}`
  return [
    ...fields.map((field, index) => textColumn(`group${index + 1}`, field, `Grouped by ${field}`, 130, 1)),
    numberColumn(
      'selfNs',
      'Self time',
      'Time in its spans and not in their children, added up, and its share of all',
      176,
      0.5,
    ),
    {
      ...textColumn('durations', 'Durations', `How many spans are how long, on one logarithmic scale: ${axis}`, 160),
      isFixed: true,
      ...(bins.count > 0 && { note: { text: axis, title: 'One logarithmic scale for all groups' } }),
    },
    numberColumn('spanCount', 'Spans', 'Number of spans in the group', 66),
    numberColumn(
      'rate',
      `Per ${unit}`,
      `Spans per ${unit}, from the first start to the last or as the time is filtered`,
      64,
    ),
    numberColumn('errorCount', 'Errors', 'Number of spans with status error', 64),
    numberColumn('errorShare', 'Failed', 'Share of the spans with status error', 56),
    numberColumn('p50Ns', 'p50', 'Half of the span durations are no longer than this', 70),
    numberColumn('p95Ns', 'p95', '95 % of the span durations are no longer than this', 70),
    numberColumn('p99Ns', 'p99', '99 % of the span durations are no longer than this', 70),
    numberColumn('maxNs', 'Longest', 'The longest span duration', 76),
    numberColumn('totalNs', 'Total', 'All span durations added up', 76),
    numberColumn('criticalNs', 'Critical', 'Time on the critical paths of their traces, added up', 76),
    { ...numberColumn('actions', '', 'What to do with the group', 28), isFixed: true },
  ]
}

/** How long most spans of a group take, of which so many are in each bin. */
export function sayDurations(counts: readonly number[], bins: SpanGroups['bins']): string {
  const most = counts.reduce((greatest, count) => Math.max(greatest, count), 1)
  const fullest = counts.indexOf(most)
  if (fullest < 0) return 'no durations'
  const range = `${formatDuration(binStart(bins, fullest))} to ${formatDuration(binStart(bins, fullest + 1))}`
  return `Most of them, ${countOf(most, 'span')}, take ${range}`
}

function binStart({ first, perDecade }: SpanGroups['bins'], bin: number): number {
  return durationBound(first + bin, perDecade)
}

/** What the archive sorts by where a column stands for something that goes with another. */
export function askedSort({ column, descending }: TableSort): TableSort {
  return { column: column === 'rate' ? 'spanCount' : column, descending }
}
