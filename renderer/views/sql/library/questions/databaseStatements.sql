-- title: Database statements
-- about: What is asked of databases and caches, by the time that it takes altogether.
-- group: Data
-- parameter: service text = null  (Service, empty for all)
-- parameter: limit number = 100  (Rows)

-- Numbers and quoted values in statements count as the same. Older instrumentations write db.system and db.statement.
WITH calls AS (
  SELECT
    service_name,
    coalesce(attributes['db.system.name'], attributes['db.system']) AS system,
    regexp_replace(
      left(coalesce(attributes['db.query.text'], attributes['db.statement'], name), 300), '''[^'']*''|\d+', '…', 'g'
    ) AS statement,
    duration_ns,
    status,
    trace_id
  FROM spans
  WHERE service_name = coalesce($service, service_name) AND system IS NOT NULL
)
SELECT
  service_name,
  system,
  statement,
  count(*) AS calls,
  round(count(*) / count(DISTINCT trace_id), 1) AS calls_per_trace,
  count(*) FILTER (status = 'error') AS errors,
  sum(duration_ns)::BIGINT AS total_ns,
  quantile_disc(duration_ns, 0.95) AS p95_ns,
  arg_max(trace_id, duration_ns) AS slowest_trace_id
FROM calls
GROUP BY service_name, system, statement
ORDER BY total_ns DESC NULLS LAST, service_name, statement
LIMIT $limit
