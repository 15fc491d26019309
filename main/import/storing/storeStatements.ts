/** Statements that fill the rest of the archive (database `archive`) once its spans are complete. */
export const STORE_STATEMENTS: string[] = [
  'DELETE FROM archive.store.traces',
  `INSERT INTO archive.store.traces BY NAME
    SELECT o.trace_key, s.trace_id, r.service_name AS root_service_name, s.name AS root_name,
      CASE WHEN t.start_ns <> (-9223372036854775808)::BIGINT THEN make_timestamp_ns(t.start_ns) END AS start_time,
      t.duration_ns, t.span_count, t.error_count, t.service_count, t.max_depth, t.orphan_count, t.first_row, t.last_row
    FROM stage.traces t JOIN stage.trace_order o USING (trace) JOIN archive.store.span_rows s ON s.span_row = t.root_row
      JOIN archive.store.resources r ON r.resource_key = s.tree.resource_key
    ORDER BY o.trace_key`,
  'DELETE FROM archive.main.service_dependencies',
  `INSERT INTO archive.main.service_dependencies BY NAME
    SELECT caller.name AS parent_service, callee.name AS child_service, call_count, error_count,
      ${[50, 95, 99].map((percent) => `CASE WHEN NOT isnan(p${percent}) THEN p${percent}::BIGINT END AS p${percent}_ns`).join(', ')},
      callee.name NOT IN (SELECT service_name FROM archive.store.resources) AS is_inferred
    FROM stage.calls JOIN stage.names caller ON caller.number = caller JOIN stage.names callee ON callee.number = callee
    ORDER BY parent_service, child_service`,
  'DELETE FROM archive.main.files',
  `INSERT INTO archive.main.files BY NAME
    SELECT f.file_id, path, format, byte_count, record_count, coalesce(span_count, 0) AS span_count,
      record_count - rejected_count - coalesce(span_count, 0) AS merged_count, rejected_count
    FROM stage.files f LEFT JOIN (
      SELECT file_id, count(*) AS span_count FROM archive.store.span_rows GROUP BY file_id
    ) s ON s.file_id = f.file_id
    ORDER BY f.file_id`,
  'INSERT INTO archive.main.import_problems SELECT * FROM stage.import_problems',
]

/** Numbers the traces by start; `stage.trace_order` tells the number of each. */
export const ORDER_TRACES = `CREATE TABLE stage.trace_order AS
  SELECT trace, (row_number() OVER (
    ORDER BY nullif(start_ns, (-9223372036854775808)::BIGINT) NULLS LAST, s.trace_id) - 1)::INTEGER AS trace_key
  FROM stage.traces t JOIN archive.store.span_rows s ON s.span_row = t.root_row`
