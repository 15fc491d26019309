import { expect } from 'vitest'
import { queries } from './importInto'

/** What must hold in every archive: each of these queries finds nothing. */
const VIOLATIONS: Record<string, string> = {
  'span ids are unique in their trace': `SELECT trace_id, span_id FROM spans GROUP BY ALL HAVING count(*) > 1`,
  'hidden keys are unique': `SELECT span_row FROM store.spans GROUP BY ALL HAVING count(*) > 1`,
  'no span is lost by a join': `SELECT 1 WHERE (SELECT count(*) FROM spans) <> (SELECT count(*) FROM store.span_rows)`,
  'a parent exists, or its absence is flagged': `
    SELECT s.trace_id, s.span_id FROM spans s ANTI JOIN spans p ON p.trace_id = s.trace_id AND p.span_id = s.parent_span_id
    WHERE s.parent_span_id IS NOT NULL AND NOT s.is_orphan`,
  'an orphan has no parent here': `
    SELECT s.span_id FROM spans s JOIN spans p ON p.trace_id = s.trace_id AND p.span_id = s.parent_span_id WHERE s.is_orphan`,
  'parents by key are parents by id': `
    SELECT s.span_id FROM store.spans s JOIN store.spans p ON p.span_row = s.parent_row
    WHERE p.trace_key <> s.trace_key OR p.span_id <> s.parent_span_id OR s.depth <> p.depth + 1`,
  'roots are roots, orphans or cuts': `
    SELECT span_id FROM store.spans WHERE (parent_row IS NULL) <> (depth = 0)
      OR (parent_row IS NULL) <> (parent_span_id IS NULL OR is_orphan OR list_contains(problems, 'cycle_cut'))`,
  'children are counted': `
    SELECT s.span_id FROM store.spans s LEFT JOIN (SELECT parent_row, count(*) AS children FROM store.spans GROUP BY parent_row) c
      ON c.parent_row = s.span_row WHERE s.child_count <> coalesce(c.children, 0)`,
  'places are a pre-order': `
    SELECT s.span_row FROM store.span_rows s LEFT JOIN store.span_rows p ON p.span_row = s.tree.parent_row
    WHERE s.tree.place < 0 OR s.tree.descendants < s.tree.child_count
      OR s.tree.place <= p.tree.place OR s.tree.place + s.tree.descendants > p.tree.place + p.tree.descendants
    UNION ALL
    SELECT any_value(s.span_row) FROM store.span_rows s GROUP BY s.tree.trace_key
    HAVING count(DISTINCT s.tree.place) <> count(*) OR max(s.tree.place) <> count(*) - 1
      OR sum(CASE WHEN s.tree.parent_row < 0 THEN s.tree.descendants + 1 ELSE 0 END) <> count(*)`,
  'self time lies within the duration': `
    SELECT span_id FROM spans WHERE self_time_ns < 0 OR self_time_ns > duration_ns OR (self_time_ns IS NULL) <> (duration_ns IS NULL)`,
  'critical path lies within the duration': `SELECT span_id FROM spans WHERE critical_path_ns < 0 OR critical_path_ns > coalesce(duration_ns, 0)`,
  'durations are exact': `
    SELECT span_id FROM spans WHERE duration_ns IS DISTINCT FROM CASE WHEN end_time >= start_time THEN ns_between(start_time, end_time) END`,
  'flags say what columns say': `
    SELECT span_id FROM spans WHERE is_orphan <> list_contains(problems, 'orphan')
      OR (start_time IS NULL) <> list_contains(problems, 'no_start') OR (end_time IS NULL) <> list_contains(problems, 'not_ended')
      OR (trace_id = '') <> list_contains(problems, 'no_trace_id')
      OR coalesce(end_time < start_time, false) <> list_contains(problems, 'negative_duration')`,
  'types go with attributes': `
    SELECT span_id FROM spans WHERE length(attribute_types) <> cardinality(attributes)
      OR length(resource_attribute_types) <> cardinality(resource_attributes)`,
  'trace keys are dense and in the order of start': `
    SELECT trace_key FROM store.traces
    QUALIFY trace_key <> row_number() OVER (ORDER BY start_time NULLS LAST, trace_id) - 1`,
  'traces sum up their spans': `
    SELECT t.trace_id FROM store.traces t FULL JOIN (
      SELECT trace_key, trace_id, count(*) AS spans, count(*) FILTER (status = 'error') AS errors,
        count(DISTINCT service_name) AS services, max(depth) AS depth, count(*) FILTER (is_orphan) AS orphans,
        min(start_time) AS first, coalesce(ns_between(min(start_time), greatest(max(start_time), max(end_time))), 0) AS duration
      FROM store.spans GROUP BY ALL
    ) s USING (trace_key)
    WHERE (t.trace_id, t.span_count, t.error_count, t.service_count, t.max_depth, t.orphan_count, t.start_time, t.duration_ns)
      IS DISTINCT FROM (s.trace_id, s.spans, s.errors, s.services, s.depth, s.orphans, s.first, s.duration)`,
  'a trace’s root is one of its roots': `
    SELECT trace_id FROM traces t WHERE NOT EXISTS (
      FROM spans s WHERE s.trace_id = t.trace_id AND depth = 0 AND service_name = root_service_name AND name = root_name)`,
  'events and links belong to spans': `
    SELECT e.span_id FROM (FROM store.span_events SELECT trace_key, span_row, trace_id, span_id
      UNION ALL FROM store.span_links SELECT trace_key, span_row, trace_id, span_id) e
    ANTI JOIN store.spans s ON (s.trace_key, s.span_row, s.trace_id, s.span_id) = (e.trace_key, e.span_row, e.trace_id, e.span_id)`,
  'attributes are counted': `
    WITH entries AS (${['span', 'event', 'link']
      .map(
        (scope) => `SELECT '${scope}' AS scope, unnest(map_keys(attributes)) AS key,
          unnest(string_split(attribute_types, '')) AS type, unnest(map_values(attributes)) AS value
        FROM ${scope === 'span' ? 'spans' : `span_${scope}s`}`,
      )
      .join(' UNION ALL ')}
      UNION ALL SELECT 'resource', unnest(map_keys(resource_attributes)),
        unnest(string_split(resource_attribute_types, '')), unnest(map_values(resource_attributes)) FROM spans
      UNION ALL SELECT 'intrinsic', 'span:name', 's', name FROM spans
      UNION ALL SELECT 'intrinsic', 'span:status', 's', status FROM spans
      UNION ALL SELECT 'intrinsic', 'trace:rootName', 's', root_name FROM spans JOIN traces USING (trace_id)),
    counted AS (SELECT scope, key, type, value, count(*) AS n FROM entries WHERE key IS NOT NULL GROUP BY ALL)
    (SELECT k.scope, k.key FROM (FROM store.attribute_keys WHERE scope <> 'instrumentation' AND key IN (SELECT key FROM counted)) k
      FULL JOIN (SELECT scope, key, type, sum(n) AS n FROM counted GROUP BY ALL) c USING (scope, key, type)
      WHERE k.occurrences IS DISTINCT FROM c.n)
    UNION ALL
    (SELECT v.scope, v.key FROM (FROM store.attribute_values SEMI JOIN counted USING (scope, key)) v
      FULL JOIN (FROM counted SEMI JOIN (FROM store.attribute_keys WHERE is_listed) USING (scope, key, type)
        WHERE type IN ('s', 'i', 'b')) c
      USING (scope, key, type, value)
      WHERE v.occurrences IS DISTINCT FROM c.n AND (scope, key, type) IN (SELECT (scope, key, type) FROM store.attribute_keys WHERE is_listed))`,
  'files add up': `
    SELECT f.path FROM files f LEFT JOIN (SELECT file_id, count(*) AS spans FROM spans GROUP BY file_id) s USING (file_id)
    WHERE record_count <> span_count + merged_count + rejected_count OR span_count <> coalesce(spans, 0) OR merged_count < 0`,
  'spans and problems have a file': `
    SELECT file_id FROM (SELECT DISTINCT file_id FROM spans UNION ALL SELECT DISTINCT file_id FROM import_problems)
    ANTI JOIN files USING (file_id)`,
}

/** Walks an archive: nothing in it contradicts anything else. */
export async function checkIntegrity(archive: string): Promise<void> {
  const found = await queries(
    archive,
    Object.values(VIOLATIONS).map((violations) => `SELECT * FROM (${violations}) LIMIT 3`),
  )
  expect(Object.fromEntries(Object.keys(VIOLATIONS).map((rule, index) => [rule, found[index]]))).toEqual(
    Object.fromEntries(Object.keys(VIOLATIONS).map((rule) => [rule, []])),
  )
}
