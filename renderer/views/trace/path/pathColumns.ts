import { numberColumn, textColumn, type TableColumn } from '../../../ui/table/TableColumn'
import type { ShareColumn } from './shareList'

/** Of the shares of services or operations. */
export const SHARE_COLUMNS: (TableColumn & { id: ShareColumn })[] = [
  textColumn('label', 'Name', 'What is on the critical path', 140, 1),
  numberColumn('spans', 'Spans', 'Spans that are on the path', 60),
  numberColumn('stretches', 'Stretches', 'How often the path runs through them', 74),
  numberColumn('time', 'Time on the path', 'Time on the path, and its share of the whole', 154, 0.9),
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
  return { ...numberColumn(id, label, title, width, share), isFixed: true }
}
