-- title: Latency before and after a moment
-- about: Which operations got slower, or faster, since a deployment or whatever else happened at a moment.
-- group: Latency
-- parameter: moment timestamp = SELECT epoch_ns(quantile_disc(start_time, 0.5)) FROM traces  (Moment)
-- parameter: least number = 10  (Calls on either side at least)

-- ORDER BY errors_after - errors_before DESC shows what began to fail.
WITH sides AS (
  SELECT
    service_name,
    name,
    count(*) FILTER (start_time < $moment) AS calls_before,
    count(*) FILTER (start_time >= $moment) AS calls_after,
    count(*) FILTER (start_time < $moment AND status = 'error') AS errors_before,
    count(*) FILTER (start_time >= $moment AND status = 'error') AS errors_after,
    quantile_disc(duration_ns, [0.5, 0.95]) FILTER (start_time < $moment) AS before,
    quantile_disc(duration_ns, [0.5, 0.95]) FILTER (start_time >= $moment) AS after
  FROM spans
  GROUP BY service_name, name
)
SELECT
  service_name,
  name,
  calls_before,
  calls_after,
  errors_before,
  errors_after,
  before[1] AS median_before_ns,
  after[1] AS median_after_ns,
  before[2] AS p95_before_ns,
  after[2] AS p95_after_ns,
  p95_after_ns - p95_before_ns AS p95_change_ns
FROM sides
WHERE least(calls_before, calls_after) >= $least
ORDER BY p95_change_ns DESC NULLS LAST, service_name, name
