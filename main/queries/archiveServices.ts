import type { ServiceSummary } from '../../preload/contract/archive'
import { sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { cell, readRows } from './readRows'

const OPERATIONS_PER_SERVICE = 1_000

/** All services by name, with their most frequent operations. */
export async function archiveServices(reader: ArchiveReader, signal: AbortSignal): Promise<ServiceSummary[]> {
  const statement = sql`
    WITH operations AS (
      SELECT service_name, name, count(*) AS span_count, count(*) FILTER (status = 'error') AS error_count
      FROM store.spans GROUP BY ALL
    )
    SELECT service_name, name, span_count,
      sum(span_count) OVER service, sum(error_count) OVER service
    FROM operations
    WINDOW service AS (PARTITION BY service_name)
    QUALIFY row_number() OVER (PARTITION BY service_name ORDER BY span_count DESC, name) <= ${OPERATIONS_PER_SERVICE}
    ORDER BY service_name, span_count DESC, name`
  const rows = await readRows(reader.chunks(statement, signal), {
    serviceName: cell.text,
    name: cell.text,
    spanCount: cell.number,
    spansOfService: cell.number,
    errorsOfService: cell.number,
  })
  const services: ServiceSummary[] = []
  for (const { serviceName, name, spanCount, spansOfService, errorsOfService } of rows) {
    let service = services.at(-1)
    if (service?.serviceName !== serviceName) {
      service = { serviceName, spanCount: spansOfService, errorCount: errorsOfService, operations: [] }
      services.push(service)
    }
    service.operations.push({ name, spanCount })
  }
  return services
}
