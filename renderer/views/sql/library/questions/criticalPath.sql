-- title: Critical path of many traces
-- about: Which operations the slow answers wait for: faster ones elsewhere would change nothing.
-- group: Latency
-- parameter: root text = SELECT root_name FROM traces GROUP BY root_name ORDER BY count(*) DESC, root_name LIMIT 1  (Operation of the root)
-- parameter: least duration = 0ms  (Only traces of at least)

-- Without the condition on root_name the paths of all traces are added up.
WITH chosen AS (
  SELECT trace_id FROM traces WHERE root_name = coalesce($root, root_name) AND duration_ns >= $least
)
SELECT
  service_name,
  name,
  count(DISTINCT trace_id) AS traces,
  sum(critical_path_ns)::BIGINT AS critical_path_total_ns,
  round(100 * sum(critical_path_ns) / sum(sum(critical_path_ns)) OVER (), 2) AS percent,
  (sum(critical_path_ns) / count(DISTINCT trace_id))::BIGINT AS per_trace_ns,
  arg_max(trace_id, critical_path_ns) AS trace_id
FROM spans SEMI JOIN chosen USING (trace_id)
WHERE critical_path_ns > 0
GROUP BY service_name, name
ORDER BY critical_path_total_ns DESC, service_name, name
