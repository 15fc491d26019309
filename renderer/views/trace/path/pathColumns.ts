import type { TableColumn } from '../../../ui/table/TableColumn'
import type { ShareColumn } from './shareList'

/** Of the shares of services or operations. */
export const SHARE_COLUMNS: (TableColumn & { id: ShareColumn })[] = [
  { id: 'label', label: 'Name', title: 'What is on the critical path', number: false, width: 140, share: 1 },
  { id: 'spans', label: 'Spans', title: 'Spans that are on the path', number: true, width: 60, share: 0 },
  {
    id: 'stretches',
    label: 'Stretches',
    title: 'How often the path runs through them',
    number: true,
    width: 74,
    share: 0,
  },
  {
    id: 'time',
    label: 'Time on the path',
    title: 'Time on the path, and its share of the whole',
    number: true,
    width: 154,
    share: 0.9,
  },
]

/** Of the stretches of the path, which stay in the order of time. */
export const STRETCH_COLUMNS: TableColumn[] = [
  stretchColumn('place', '', 'Number', 44),
  { ...stretchColumn('span', 'Span', 'The span that the path runs through then', 180, 1.2), number: false },
  stretchColumn('from', 'From', 'When it begins, from the start of the path', 104),
  stretchColumn('to', 'To', 'When it ends, from the start of the path', 104),
  stretchColumn('duration', 'Duration', 'How long it takes', 76),
  stretchColumn('share', 'Share', 'Its share of the whole path', 60),
  {
    ...stretchColumn('where', 'Where in the path', 'From its start to its end, within the whole', 140, 1),
    number: false,
  },
]

function stretchColumn(id: string, label: string, title: string, width: number, share = 0): TableColumn {
  return { id, label, title, number: true, width, share, isFixed: true }
}
