import type { TableColumn } from '../../../ui/table/TableColumn'

/** The columns of events and log records; `zone` and its whole name stand at the time. */
export function recordColumns(zone: string, zoneName: string): TableColumn[] {
  const column = (id: string, label: string, title: string, width: number, share = 0): TableColumn => ({
    id,
    label,
    title,
    number: false,
    width,
    share,
    isFixed: true,
  })
  return [
    { ...column('offset', 'Offset', 'Time from the start of the trace', 76), number: true },
    { ...column('time', 'Time', 'Time of day', 116), note: { text: zone, title: zoneName } },
    column('severity', 'Severity', 'How grave it is: exceptions are errors, others are as they say', 76),
    column('message', 'Record', 'Name of the event, and what it or the log record says', 260, 3),
    column('service', 'Service', 'Service of the span or log record', 110, 0.5),
    column('span', 'Span', 'Operation of the span', 110, 0.7),
  ]
}
