-- title: Orphans by service
-- about: Spans whose parent is not in the archive: whose callers were not sampled, not exported, or lost.
-- group: Structure

SELECT
  service_name,
  count(*) AS spans,
  count(*) FILTER (is_orphan) AS orphans,
  round(100 * orphans / count(*), 2) AS orphan_percent,
  count(DISTINCT trace_id) FILTER (is_orphan) AS traces,
  mode(name ORDER BY name) FILTER (is_orphan) AS commonest_name,
  any_value(trace_id) FILTER (is_orphan) AS trace_id
FROM spans
GROUP BY service_name
HAVING orphans > 0
ORDER BY orphans DESC, service_name
