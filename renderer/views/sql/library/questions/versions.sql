-- title: Versions side by side
-- about: Whether a new version of a service answers slower, or fails more, than the one before.
-- group: Latency
-- parameter: key text = 'service.version'  (Key of the resource)

-- Other keys of the resource tell other things apart: k8s.pod.name, host.name, cloud.region.
WITH versions AS (
  SELECT
    service_name,
    resource_attributes[$key] AS version,
    min(start_time) AS first_seen,
    max(start_time) AS last_seen,
    count(*) AS requests,
    count(*) FILTER (status = 'error') AS errors,
    quantile_disc(duration_ns, [0.5, 0.95]) AS quantiles
  FROM spans
  WHERE kind IN ('server', 'consumer') OR parent_span_id IS NULL
  GROUP BY ALL
)
SELECT
  service_name,
  version,
  first_seen,
  last_seen,
  requests,
  errors,
  round(100 * errors / requests, 2) AS error_percent,
  quantiles[1] AS median_ns,
  quantiles[2] AS p95_ns
FROM versions
ORDER BY service_name, first_seen, version
