import type { TraceColumns } from '../../../../preload/contract/trace'
import type { TraceRecord } from '../../../../preload/contract/records'

/** Who a record is from: of a log record its own service, of an event its span's; empty where there is none. */
export function recordSpan(
  { services, service, names, name }: Pick<TraceColumns, 'services' | 'service' | 'names' | 'name'>,
  { row, serviceName }: Pick<TraceRecord, 'row' | 'serviceName'>,
): { service: string; operation: string } {
  return {
    service: serviceName ?? services[service[row] ?? -1] ?? '',
    operation: row < 0 ? '' : names[name[row] ?? -1] || '(no name)',
  }
}
