import { sayFailure } from '../../../../preload/contract/failure'
import type { RecordDetail, RecordFilter, TraceRecord } from '../../../../preload/contract/records'
import { spanIdAt } from '../../../../preload/contract/spanIds'
import { isoNanoseconds, offsetFrom } from '../../../../preload/contract/time'
import type { TraceColumns } from '../../../../preload/contract/trace'
import type { Session } from '../../../state/session.svelte'
import { csvLine, type CsvCell } from '../../../ui/csvLine'
import { attributesJson } from '../detail/attributeJson'
import { severityOf } from '../detail/severity'
import { recordSpan } from './recordSpan'

const HEADS = [
  'Time (UTC)',
  'Offset (ns)',
  'Kind',
  'Severity',
  'Service',
  'Operation',
  'Span id',
  'Event',
  'Message',
  'Attributes',
]
/** So many are asked for at once. */
const AT_ONCE = 500

/** The first `count` records of a list as parts of a CSV file. Rejects when it is given up or fails. */
export async function recordCsv(
  session: Session,
  { columns, filter, count }: { columns: TraceColumns; filter: RecordFilter; count: number },
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<Blob[]> {
  const parts = [new Blob([csvLine(HEADS)])]
  for (let first = 0; first < count; first += AT_ONCE) {
    const part = { ...filter, first, count: Math.min(AT_ONCE, count - first) }
    const { value: page, failure } = await session.ask('trace.records', part, { signal })
    if (failure) throw new Error(sayFailure(failure))
    const ids = page.rows.map(({ id }) => id)
    const details = await session.ask('trace.recordDetails', { traceId: filter.traceId, ids }, { signal })
    if (details.failure) throw new Error(sayFailure(details.failure))
    const lines = page.rows.map((record, place) => csvLine(recordCells(columns, record, details.value[place])))
    parts.push(new Blob([lines.join('')]))
    onShare((first + page.rows.length) / count)
  }
  return parts
}

/** One for each of the heads. */
function recordCells(columns: TraceColumns, record: TraceRecord, detail: RecordDetail | undefined): CsvCell[] {
  const { time, kind, row, name, message } = record
  const { service, operation } = recordSpan(columns, record)
  const attributes = detail?.attributes ?? []
  return [
    time === null ? null : isoNanoseconds(time),
    time === null ? null : offsetFrom(columns.startTime, time),
    kind,
    severityOf(record).words || null,
    service || null,
    operation || null,
    spanIdAt(columns.spanIds, row) ?? null,
    name || null,
    detail?.body ?? (message || null),
    attributes.length > 0 ? attributesJson(attributes) : null,
  ]
}
