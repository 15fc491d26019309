import { PROBLEMS } from '../../../preload/contract/trace'
import { EVENT_COLUMNS, LINK_COLUMNS } from '../linking/reportedSpans'

/** What the statements depend on. */
export interface StoreOptions {
  /** There is an archive which is added to. */
  hasOld: boolean
  /** Some ids differ from those reported. */
  hasRenamed: boolean
  /** Some spans were joined from parts. */
  hasParts: boolean
}

/** Statements that fill the archive (database `archive`) from what was reported and linked. */
export function storeStatements(options: StoreOptions): string[] {
  const { hasOld } = options
  return [
    problemLists(),
    wholeView(options),
    insertSpans(options),
    insertDetails('span_events', 'reported_events', EVENT_COLUMNS, options),
    insertDetails('span_links', 'reported_links', LINK_COLUMNS, options),
    INSERT_TRACES,
    INSERT_DEPENDENCIES,
    ...(hasOld ? ['INSERT INTO archive.main.logs SELECT * FROM old.main.logs'] : []),
    INSERT_LOGS,
    INSERT_FILES,
    ...(hasOld ? ['INSERT INTO archive.main.import_problems SELECT * FROM old.main.import_problems'] : []),
    'INSERT INTO archive.main.import_problems SELECT * FROM stage.import_problems',
  ]
}

/** The list of problems behind every value of `linked.problems`. */
function problemLists(): string {
  const lists = Array.from({ length: 1 << PROBLEMS.length }, (_, bits) => {
    const names = PROBLEMS.filter((_, index) => (bits & (1 << index)) !== 0).map((name) => `'${name}'`)
    return `(${bits}::UTINYINT, [${names.join(', ')}]::VARCHAR[])`
  })
  return `CREATE TABLE stage.problem_lists AS SELECT * FROM (VALUES ${lists.join(', ')}) AS lists(bits, problems)`
}

function wholeView({ hasParts }: StoreOptions): string {
  const replaced = `SELECT * FROM reported_spans WHERE span_row NOT IN (SELECT span_row FROM stage.whole_spans)
    UNION ALL BY NAME SELECT * FROM stage.whole_spans`
  return `CREATE TEMP VIEW whole_spans AS ${hasParts ? replaced : 'SELECT * FROM reported_spans'}`
}

/** SQL for what a repeat (see `UnitedReports.repeat`) adds to an id. */
const suffix = (repeat: string) => `CASE ${repeat} WHEN 0 THEN '' WHEN -1 THEN '/server' ELSE '/' || ${repeat} END`

const RENAMED_IDS = `s.span_id || coalesce(${suffix('n.repeat')}, '') AS span_id,
    CASE WHEN n.is_below_own_id THEN s.span_id
      WHEN n.parent_repeat <> 0 THEN s.parent_span_id || ${suffix('n.parent_repeat')} ELSE s.parent_span_id END AS parent_span_id,
    CASE WHEN n.repeat <> 0 THEN s.span_id END AS reported_span_id`
const REPORTED_IDS = 's.span_id, s.parent_span_id, NULL AS reported_span_id'

function insertSpans({ hasRenamed }: StoreOptions): string {
  return `INSERT INTO archive.store.spans BY NAME
  SELECT l.trace_key, s.span_row, nullif(l.parent_row, -1) AS parent_row, s.trace_id,
    ${hasRenamed ? RENAMED_IDS : REPORTED_IDS},
    s.service_name, s.name, s.kind, s.start_time, s.end_time,
    CASE WHEN s.end_time >= s.start_time THEN epoch_ns(s.end_time) - epoch_ns(s.start_time) END AS duration_ns,
    s.status, s.status_message, s.attributes, s.attribute_types, s.resource_attributes, s.resource_attribute_types,
    s.scope_name, s.scope_version, s.scope_attributes, s.trace_state, s.flags,
    s.dropped_attributes_count, s.dropped_events_count, s.dropped_links_count,
    l.depth, l.child_count, CASE WHEN NOT isnan(l.self_time) THEN l.self_time::BIGINT END AS self_time_ns,
    l.critical_path::BIGINT AS critical_path_ns, (l.problems & 1) = 1 AS is_orphan, p.problems, s.file_id
  FROM whole_spans s
    JOIN stage.linked l ON l.span_row = s.span_row
    JOIN stage.problem_lists p ON p.bits = l.problems
    ${hasRenamed ? 'LEFT JOIN stage.renamed n ON n.span_row = s.span_row' : ''}`
}

/** Details of identical reports are dropped with them, those of parts go to the whole span, each once. */
function insertDetails(
  table: string,
  reported: string,
  columns: string,
  { hasRenamed, hasParts }: StoreOptions,
): string {
  const details = hasParts
    ? `SELECT * FROM ${reported} WHERE span_row NOT IN (SELECT span_row FROM stage.parts)
      UNION ALL
      SELECT DISTINCT p.into_row AS span_row, d.trace_id, d.span_id, ${columns.replaceAll(/(^|, )/g, '$1d.')}
      FROM ${reported} d JOIN (SELECT into_row, span_row FROM stage.parts) p ON p.span_row = d.span_row`
    : `SELECT * FROM ${reported}`
  return `INSERT INTO archive.store.${table} BY NAME
  SELECT k.trace_key, d.span_row, d.trace_id,
    ${hasRenamed ? `d.span_id || coalesce(${suffix('n.repeat')}, '') AS span_id` : 'd.span_id'}, ${columns}
  FROM (${details}) d
    JOIN stage.trace_keys k ON k.trace_id = d.trace_id
    ${hasRenamed ? 'LEFT JOIN stage.renamed n ON n.span_row = d.span_row' : ''}
  WHERE d.span_row NOT IN (SELECT span_row FROM stage.merges)`
}

const INSERT_TRACES = `INSERT INTO archive.store.traces BY NAME
  SELECT t.trace_key, s.trace_id, s.service_name AS root_service_name, s.name AS root_name,
    CASE WHEN t.start_ns <> (-9223372036854775808)::BIGINT THEN make_timestamp_ns(t.start_ns) END AS start_time,
    t.duration_ns, t.span_count, t.error_count, t.service_count, t.max_depth, t.orphan_count
  FROM stage.traces t JOIN archive.store.spans s ON s.span_row = t.root_row
  ORDER BY t.trace_key`

const INSERT_DEPENDENCIES = `INSERT INTO archive.main.service_dependencies BY NAME
  SELECT caller.name AS parent_service, callee.name AS child_service, call_count, error_count, p50_ns, p95_ns, p99_ns,
    callee.name NOT IN (SELECT service_name FROM archive.store.spans) AS is_inferred
  FROM (
    SELECT caller, callee, count(*) AS call_count, count(*) FILTER (is_error) AS error_count,
      ${[50, 95, 99].map((percent) => `quantile_disc(duration, ${percent / 100}) FILTER (NOT isnan(duration))::BIGINT AS p${percent}_ns`).join(', ')}
    FROM stage.calls GROUP BY caller, callee
  ) JOIN stage.names caller ON caller.name_key = caller JOIN stage.names callee ON callee.name_key = callee
  ORDER BY parent_service, child_service`

const INSERT_LOGS = `INSERT INTO archive.main.logs BY NAME
  SELECT l.time, l.trace_id, l.span_id, r.service_name, nullif(l.severity_number, 0) AS severity_number,
    l.severity_text, l.body, l.attributes, r.attributes AS resource_attributes
  FROM stage.logs l JOIN stage.resources r ON r.resource_key = l.resource_key`

const INSERT_FILES = `INSERT INTO archive.main.files BY NAME
  SELECT f.file_id, path, format, byte_count, record_count, coalesce(span_count, 0) AS span_count,
    record_count - rejected_count - coalesce(span_count, 0) AS merged_count, rejected_count
  FROM stage.files f LEFT JOIN (
    SELECT file_id, count(*) AS span_count FROM archive.store.spans GROUP BY file_id
  ) s ON s.file_id = f.file_id
  ORDER BY f.file_id`
