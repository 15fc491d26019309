/**
 * What has been reported, as relations: the staged batches (database `stage`) and, when an archive is
 * added to, what it holds (database `old`), with its ids as they were reported. Names of columns are
 * those of `store.spans`; `shared` is a boolean beside them.
 */
export function reportedViews(hasOld: boolean): string[] {
  return [
    `CREATE TEMP VIEW reported_spans AS ${unionOf(hasOld && OLD_SPANS, STAGED_SPANS)}`,
    `CREATE TEMP VIEW reported_events AS ${unionOf(hasOld && oldDetails('span_events', EVENT_COLUMNS), staged('events', EVENT_COLUMNS))}`,
    `CREATE TEMP VIEW reported_links AS ${unionOf(hasOld && oldDetails('span_links', LINK_COLUMNS), staged('links', LINK_COLUMNS))}`,
  ]
}

export const EVENT_COLUMNS = 'time, name, attributes, attribute_types'
export const LINK_COLUMNS = 'linked_trace_id, linked_span_id, trace_state, attributes, attribute_types'

const SPAN_COLUMNS = `name, kind::VARCHAR AS kind, start_time, end_time, status::VARCHAR AS status, status_message,
  trace_state, flags, dropped_attributes_count, dropped_events_count, dropped_links_count`

const STAGED_SPANS = `
  SELECT span_row, file_id, trace_id, span_id, parent_span_id, ${qualified('s', SPAN_COLUMNS)}, shared,
    s.attributes, s.attribute_types, r.service_name,
    r.attributes AS resource_attributes, r.attribute_types AS resource_attribute_types,
    c.name AS scope_name, c.version AS scope_version, c.attributes AS scope_attributes
  FROM stage.spans s JOIN stage.resources r ON r.resource_key = s.resource_key
    LEFT JOIN stage.scopes c ON c.scope_key = s.scope_key`

const OLD_SPANS = `
  SELECT s.span_row, file_id, trace_id, coalesce(s.reported_span_id, s.span_id) AS span_id,
    coalesce(p.reported_span_id, s.parent_span_id) AS parent_span_id, ${qualified('s', SPAN_COLUMNS)},
    coalesce(s.reported_span_id = s.parent_span_id, false) AS shared,
    s.attributes, s.attribute_types, service_name,
    resource_attributes, resource_attribute_types, scope_name, scope_version, scope_attributes
  FROM old.store.spans s LEFT JOIN (
    SELECT span_row, reported_span_id FROM old.store.spans WHERE reported_span_id IS NOT NULL
  ) p ON p.span_row = s.parent_row`

function oldDetails(table: string, columns: string): string {
  return `
  SELECT d.span_row, d.trace_id, coalesce(p.reported_span_id, d.span_id) AS span_id, ${qualified('d', columns)}
  FROM old.store.${table} d LEFT JOIN (
    SELECT span_row, reported_span_id FROM old.store.spans WHERE reported_span_id IS NOT NULL
  ) p ON p.span_row = d.span_row`
}

function staged(table: string, columns: string): string {
  return `SELECT span_row, trace_id, span_id, ${columns} FROM stage.${table}`
}

function qualified(alias: string, columns: string): string {
  return columns
    .split(',')
    .map((column) => `${alias}.${column.trim()}`)
    .join(', ')
}

function unionOf(first: string | false, second: string): string {
  return first ? `${first} UNION ALL BY NAME ${second}` : second
}
