-- title: Fan-out
-- about: Operations by how many spans they have directly below them.
-- group: Structure
-- parameter: limit number = 50  (Rows)

SELECT
  service_name,
  name,
  count(*) AS spans,
  round(avg(child_count), 2) AS mean_children,
  quantile_disc(child_count, 0.95) AS p95_children,
  max(child_count) AS most_children,
  arg_max(trace_id, child_count) AS widest_trace_id
FROM spans
GROUP BY service_name, name
HAVING most_children > 0
ORDER BY most_children DESC, service_name, name
LIMIT $limit
