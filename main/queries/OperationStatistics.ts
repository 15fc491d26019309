import { DuckDBListValue, listValue } from '@duckdb/node-api'
import type { Operation, OperationDurations } from '../../preload/contract/marks'
import { sql } from '../archive/sql'
import type { ArchiveReader } from './ArchiveReader'
import { cell, readRows } from './readRows'

/** About a kilobyte each. */
const MOST_KEPT = 5_000
const NONE: OperationDurations = { spanCount: 0, percentiles: new Float64Array(0) }

/** How long spans of an operation take in the whole archive: worked out once for each, when it is asked for. */
export class OperationStatistics {
  readonly #known = new Map<string, OperationDurations>()

  /** In the order of `operations`; fails with `cancelled`. */
  async ask(reader: ArchiveReader, operations: Operation[], signal: AbortSignal): Promise<OperationDurations[]> {
    const missing = operations.filter((operation) => !this.#known.has(keyOf(operation)))
    const found =
      missing.length > 0 ? await readDurations(reader, missing, signal) : new Map<string, OperationDurations>()
    const answer = operations.map(
      (operation) => this.#known.get(keyOf(operation)) ?? found.get(keyOf(operation)) ?? NONE,
    )
    if (this.#known.size + missing.length > MOST_KEPT) this.#known.clear()
    for (const operation of missing) this.#known.set(keyOf(operation), found.get(keyOf(operation)) ?? NONE)
    return answer
  }
}

async function readDurations(reader: ArchiveReader, operations: Operation[], signal: AbortSignal) {
  const services = listValue(operations.map(({ serviceName }) => serviceName))
  const names = listValue(operations.map(({ name }) => name))
  const statement = sql`
    WITH asked AS (
      SELECT DISTINCT resource_key, service_name, name
      FROM (SELECT unnest(${services}::VARCHAR[]) AS service_name, unnest(${names}::VARCHAR[]) AS name)
        JOIN store.resources USING (service_name))
    SELECT service_name, s.name, count(*), quantile_disc(duration_ns::DOUBLE, [percent / 100 FOR percent IN range(101)])
    FROM store.span_rows s JOIN asked ON asked.name = s.name AND asked.resource_key = s.tree.resource_key
    WHERE s.name IN (SELECT unnest(${names}::VARCHAR[])) AND duration_ns IS NOT NULL
    GROUP BY service_name, s.name`
  const rows = await readRows(reader.chunks(statement, signal), {
    serviceName: cell.text,
    name: cell.text,
    spanCount: cell.number,
    percentiles: (value) => Float64Array.from(value instanceof DuckDBListValue ? value.items.map(cell.number) : []),
  })
  return new Map(rows.map(({ spanCount, percentiles, ...operation }) => [keyOf(operation), { spanCount, percentiles }]))
}

function keyOf({ serviceName, name }: Operation): string {
  return `${serviceName}\n${name}`
}
