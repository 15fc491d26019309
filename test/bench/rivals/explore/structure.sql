WITH RECURSIVE paths AS (
  SELECT trace_id, span_id, 0 AS depth, service_name || ': ' || name || CASE WHEN is_orphan THEN ' (orphan)' ELSE '' END AS path,
    duration_ns, self_time_ns, status
  FROM spans WHERE depth = 0
  UNION ALL
  SELECT s.trace_id, s.span_id, p.depth + 1, p.path || ' > ' || s.service_name || ': ' || s.name,
    s.duration_ns, s.self_time_ns, s.status
  FROM paths p JOIN spans s ON s.trace_id = p.trace_id AND s.parent_span_id = p.span_id WHERE p.depth < 63
)
SELECT path, count(DISTINCT trace_id) AS traces, count(*) AS spans, count(*) FILTER (status = 'error') AS errors,
  quantile_disc(duration_ns, [0.5, 0.95]) AS quantiles, sum(duration_ns) AS total_ns, sum(self_time_ns) AS self_ns
FROM paths GROUP BY path ORDER BY traces DESC, path LIMIT 5000
