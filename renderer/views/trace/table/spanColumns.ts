import { spanIdAt } from '../../../../preload/contract/spanIds'
import { SPAN_KINDS, STATUSES, type TraceColumns } from '../../../../preload/contract/trace'
import { isoNanoseconds } from '../../../../preload/contract/time'
import type { TableColumn } from '../../../ui/table/TableColumn'
import { problemsOf } from '../measureTrace'
import { PROBLEM_WORDS } from '../problemWords'

/** What the table reads of the trace. */
export interface TableSource {
  columns: TraceColumns
  matches: { has(row: number): boolean }
}

/** A column that the table has of its own. Times are nanoseconds. */
export interface SpanColumn extends TableColumn {
  /** Its head in a CSV file, where durations are plain numbers. */
  heading: string
  /** The number by which it is sorted, or an index into `texts`; NaN where there is none. */
  key: (source: TableSource, row: number) => number
  /** What the keys are indexes of: sorted by these then. */
  texts?: (columns: TraceColumns) => string[]
  /** The cell of a CSV file. */
  cell: (source: TableSource, row: number) => string | number | null
  /** Hidden until it is asked for. */
  isExtra?: boolean
}

type Draft = Pick<SpanColumn, 'id' | 'label' | 'title' | 'width' | 'key'> & Partial<SpanColumn>

/** A column of numbers. */
const figure = (draft: Draft): SpanColumn => ({
  number: true,
  share: 0,
  heading: draft.label,
  cell: (source, row) => {
    const value = draft.key(source, row)
    return Number.isNaN(value) ? null : value
  },
  ...draft,
})
const duration = (draft: Draft): SpanColumn => figure({ heading: `${draft.label} (ns)`, ...draft })
const text = (draft: Draft & { texts: (columns: TraceColumns) => string[] }): SpanColumn =>
  figure({
    number: false,
    cell: (source, row) => draft.texts(source.columns)[draft.key(source, row)] ?? null,
    ...draft,
  })

const KINDS = [...SPAN_KINDS]
const STATUS_WORDS = [...STATUSES]

export const SPAN_COLUMNS: readonly SpanColumn[] = [
  duration({
    id: 'start',
    label: 'Start',
    title: 'When the span started, from the start of the trace',
    width: 92,
    key: ({ columns }, row) => columns.start[row] ?? NaN,
  }),
  figure({
    id: 'time',
    label: 'Time',
    title: 'When the span started',
    heading: 'Time (UTC)',
    width: 180,
    number: false,
    isExtra: true,
    key: ({ columns }, row) => columns.start[row] ?? NaN,
    cell: ({ columns }, row) => {
      const start = columns.start[row] ?? NaN
      return Number.isNaN(start) ? null : isoNanoseconds(columns.startTime + BigInt(Math.round(start)))
    },
  }),
  text({
    id: 'service',
    label: 'Service',
    title: 'Service of the span',
    width: 110,
    share: 0.6,
    key: ({ columns }, row) => columns.service[row] ?? NaN,
    texts: ({ services }) => services,
  }),
  text({
    id: 'name',
    label: 'Operation',
    title: 'Operation of the span',
    width: 160,
    share: 1.4,
    key: ({ columns }, row) => columns.name[row] ?? NaN,
    texts: ({ names }) => names,
  }),
  text({
    id: 'kind',
    label: 'Kind',
    title: 'Kind of the span',
    width: 72,
    key: ({ columns }, row) => columns.kind[row] ?? NaN,
    texts: () => KINDS,
  }),
  duration({
    id: 'duration',
    label: 'Duration',
    title: 'From the span’s start to its end',
    width: 150,
    share: 0.4,
    key: ({ columns }, row) => columns.duration[row] ?? NaN,
  }),
  duration({
    id: 'self',
    label: 'Self time',
    title: 'Duration without the time in its children',
    width: 80,
    key: ({ columns }, row) => columns.selfTime[row] ?? NaN,
  }),
  duration({
    id: 'critical',
    label: 'Critical',
    title: 'Time of the span on the critical path',
    heading: 'Critical path (ns)',
    width: 80,
    key: ({ columns }, row) => columns.criticalPath[row] ?? 0,
  }),
  text({
    id: 'status',
    label: 'Status',
    title: 'Status of the span',
    width: 68,
    key: ({ columns }, row) => columns.status[row] ?? NaN,
    texts: () => STATUS_WORDS,
  }),
  figure({
    id: 'events',
    label: 'Events',
    title: 'Number of events',
    width: 60,
    key: ({ columns }, row) => columns.eventCount[row] ?? 0,
  }),
  figure({
    id: 'links',
    label: 'Links',
    title: 'Number of links',
    width: 56,
    isExtra: true,
    key: ({ columns }, row) => columns.linkCount[row] ?? 0,
  }),
  figure({
    id: 'depth',
    label: 'Depth',
    title: 'How many spans are above it',
    width: 56,
    key: ({ columns }, row) => columns.depth[row] ?? 0,
  }),
  figure({
    id: 'children',
    label: 'Children',
    title: 'Number of direct children',
    width: 68,
    isExtra: true,
    key: ({ columns }, row) => columns.childCount[row] ?? 0,
  }),
  figure({
    id: 'matched',
    label: 'Match',
    title: 'Whether the span matches the query and the services',
    width: 56,
    number: false,
    key: ({ matches }, row) => Number(matches.has(row)),
    cell: ({ matches }, row) => (matches.has(row) ? 'yes' : null),
  }),
  figure({
    id: 'problems',
    label: 'Problems',
    title: 'What is wrong with the span',
    width: 130,
    share: 0.4,
    number: false,
    isExtra: true,
    key: ({ columns }, row) => columns.problems[row] ?? 0,
    cell: ({ columns }, row) =>
      problemsOf(columns.problems[row] ?? 0)
        .map((problem) => PROBLEM_WORDS[problem].title)
        .join(', ') || null,
  }),
  figure({
    id: 'id',
    label: 'Span id',
    title: 'Id of the span',
    width: 136,
    number: false,
    isExtra: true,
    isFixed: true,
    key: (_, row) => row,
    cell: ({ columns }, row) => spanIdAt(columns.spanIds, row) ?? null,
  }),
]
