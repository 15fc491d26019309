import type { DuckDBConnection } from '@duckdb/node-api'
import { JOIN_PARTS } from '../linking/joinParts'
import { EVENT_COLUMNS, LINK_COLUMNS } from '../linking/findRepeats'

const SET_WHOLE = [
  'parent_span_id',
  'name',
  'kind',
  'start_time',
  'end_time',
  'status',
  'status_message',
  'attributes',
  'attribute_types',
  'trace_state',
  'flags',
  'dropped_attributes_count',
  'dropped_events_count',
  'dropped_links_count',
  'shared',
]

/**
 * Removes reports that were merged into others. `stage.merges` names them; spans whose reports were parts get what all of
 * these say. Answers the resource keys of spans whose resources were joined too, by span_row.
 */
export async function applyMerges(
  run: (statement: string) => Promise<void>,
  connection: DuckDBConnection,
  hasParts: boolean,
): Promise<Map<number, number>> {
  const resourceOf = new Map<number, number>()
  if (hasParts) {
    for (const statement of [...JOIN_PARTS, ...WRITE_PARTS]) await run(statement)
    const joined = await connection.run('SELECT span_row, resource_key FROM stage.whole_resources')
    for (let chunk = await joined.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await joined.fetchChunk()) {
      for (const [row, key] of chunk.getRows()) resourceOf.set(Number(row), Number(key))
    }
  }
  for (const table of ['span_rows', 'span_events', 'span_links']) {
    await run(`DELETE FROM archive.store.${table} WHERE span_row IN (SELECT span_row FROM stage.merges)`)
  }
  return resourceOf
}

const WRITE_PARTS: string[] = [
  `CREATE TABLE stage.joined_resources AS
    SELECT *, ((SELECT max(resource_key) FROM archive.store.resources) + row_number() OVER ())::INTEGER AS resource_key
    FROM (SELECT DISTINCT service_name, resource_attributes, resource_attribute_types FROM stage.whole_spans)`,
  `INSERT INTO archive.store.resources
    SELECT resource_key, service_name, resource_attributes, resource_attribute_types FROM stage.joined_resources
    ORDER BY resource_key`,
  `CREATE TABLE stage.whole_resources AS
    SELECT w.span_row, j.resource_key FROM stage.whole_spans w JOIN stage.joined_resources j
      ON j.service_name = w.service_name AND j.resource_attributes = w.resource_attributes
        AND j.resource_attribute_types = w.resource_attribute_types`,
  `UPDATE archive.store.span_rows AS s SET ${SET_WHOLE.map((column) => `${column} = w.${column}`).join(', ')},
      duration_ns = CASE WHEN w.end_time >= w.start_time THEN epoch_ns(w.end_time) - epoch_ns(w.start_time) END
    FROM stage.whole_spans w WHERE w.span_row = s.span_row`,
  ...moveDetails('span_events', EVENT_COLUMNS),
  ...moveDetails('span_links', LINK_COLUMNS),
]

/** What belongs to parts goes to the whole span, each once. */
function moveDetails(table: string, columns: string): string[] {
  const qualified = columns.replaceAll(/(^|, )/g, '$1d.')
  return [
    `CREATE TABLE stage.part_${table} AS
      SELECT DISTINCT p.into_row AS span_row, d.trace_id, d.span_id, ${qualified}
      FROM archive.store.${table} d JOIN stage.parts p ON p.span_row = d.span_row`,
    `DELETE FROM archive.store.${table} WHERE span_row IN (SELECT span_row FROM stage.parts)`,
    `INSERT INTO archive.store.${table} (span_row, trace_id, span_id, ${columns})
      SELECT span_row, trace_id, span_id, ${columns} FROM stage.part_${table} ORDER BY span_row, ${columns.split(', ')[0] ?? ''}`,
  ]
}
