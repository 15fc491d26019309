/**
 * From `span_rows` the columns that need the tree (depth, child count, self time, orphan), in a table of their own
 * beside it, so that the wide rows are written once; the view `spans` of both; and `traces`.
 */
export const DERIVED_TABLES = `
  CREATE TEMP TABLE tree AS
  SELECT s.rowid AS span_row, p.rowid AS parent_row, s.parent_span_id IS NOT NULL AND p.rowid IS NULL AS is_orphan,
    epoch_ns(s.start_time) AS start_ns, epoch_ns(s.end_time) AS end_ns
  FROM span_rows s LEFT JOIN span_rows p ON p.trace_id = s.trace_id AND p.span_id = s.parent_span_id;

  CREATE TABLE derived AS
  WITH RECURSIVE depths AS (
    SELECT span_row, 0 AS depth FROM tree WHERE parent_row IS NULL
    UNION ALL
    SELECT tree.span_row, depths.depth + 1 FROM depths JOIN tree ON tree.parent_row = depths.span_row
  ),
  clipped AS (
    SELECT c.parent_row, greatest(c.start_ns, p.start_ns) AS first, least(c.end_ns, p.end_ns) AS last
    FROM tree c JOIN tree p ON p.span_row = c.parent_row
  ),
  reached AS (
    SELECT parent_row, first, last, max(last) OVER (
      PARTITION BY parent_row ORDER BY first ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM clipped
  ),
  children AS (
    SELECT parent_row, count(*) AS child_count, sum(greatest(0, last - greatest(first, coalesce(before, first)))) AS covered_ns
    FROM reached GROUP BY parent_row
  )
  SELECT span_row, tree.parent_row, depth, coalesce(child_count, 0)::INTEGER AS child_count,
    (end_ns - start_ns - coalesce(covered_ns, 0))::BIGINT AS self_time_ns, is_orphan
  FROM tree JOIN depths USING (span_row) LEFT JOIN children ON children.parent_row = tree.span_row;

  CREATE VIEW spans AS SELECT s.*, d.* FROM span_rows s JOIN derived d ON d.span_row = s.rowid;

  CREATE TABLE traces AS
  SELECT trace_id,
    arg_min(service_name, start_time) FILTER (depth = 0) AS root_service_name,
    arg_min(name, start_time) FILTER (depth = 0) AS root_name,
    min(start_time) AS start_time,
    epoch_ns(max(end_time)) - epoch_ns(min(start_time)) AS duration_ns,
    count(*) AS span_count,
    count(*) FILTER (status = 'error') AS error_count,
    count(DISTINCT service_name) AS service_count,
    max(depth) AS max_depth,
    count(*) FILTER (is_orphan) AS orphan_count
  FROM spans GROUP BY trace_id ORDER BY start_time;
`
