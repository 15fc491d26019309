-- title: Slowest operations
-- about: Operations by their slowest calls, each with the trace of the slowest one.
-- group: Latency
-- parameter: service text = null  (Service, empty for all)
-- parameter: limit number = 50  (Rows)

-- What takes the most time altogether, and not in single calls, comes first with ORDER BY total_ns DESC.
WITH operations AS (
  SELECT
    service_name,
    name,
    count(*) AS calls,
    count(*) FILTER (status = 'error') AS errors,
    sum(duration_ns)::BIGINT AS total_ns,
    quantile_disc(duration_ns, [0.5, 0.95, 0.99]) AS quantiles,
    max(duration_ns) AS longest_ns,
    arg_max(trace_id, duration_ns) AS slowest_trace_id
  FROM spans
  WHERE service_name = coalesce($service, service_name)
  GROUP BY service_name, name
)
SELECT
  service_name,
  name,
  calls,
  errors,
  quantiles[1] AS median_ns,
  quantiles[2] AS p95_ns,
  quantiles[3] AS p99_ns,
  longest_ns,
  total_ns,
  slowest_trace_id
FROM operations
ORDER BY p99_ns DESC NULLS LAST, service_name, name
LIMIT $limit
