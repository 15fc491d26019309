-- title: Requests over time
-- about: Rate, errors and latency of what services are asked, over time.
-- group: Latency
-- parameter: service text = null  (Service, empty for all)
-- parameter: width duration = 1m  (Width of a step)

-- A request is a span of kind server or consumer, and every root.
WITH steps AS (
  SELECT
    bucket_ns(start_time, $width) AS time,
    count(*) AS requests,
    count(*) FILTER (status = 'error') AS errors,
    quantile_disc(duration_ns, [0.5, 0.95, 0.99]) AS quantiles
  FROM spans
  WHERE (kind IN ('server', 'consumer') OR parent_span_id IS NULL)
    AND service_name = coalesce($service, service_name)
    AND start_time IS NOT NULL
  GROUP BY time
)
SELECT
  time,
  requests,
  errors,
  round(100 * errors / requests, 2) AS error_percent,
  quantiles[1] AS median_ns,
  quantiles[2] AS p95_ns,
  quantiles[3] AS p99_ns
FROM steps
ORDER BY time
