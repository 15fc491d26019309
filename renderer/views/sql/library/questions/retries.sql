-- title: Retries
-- about: Calls that were made again after they failed: how often, whether it helped, and what it cost.
-- group: Errors
-- parameter: limit number = 100  (Rows)

-- A retry follows a failed call of the same name below the same span, and starts after that has ended.
WITH failed AS (
  SELECT DISTINCT trace_id, parent_span_id, service_name, name
  FROM spans
  WHERE status = 'error' AND parent_span_id IS NOT NULL
), calls AS (
  SELECT trace_id, parent_span_id, service_name, name, status, start_time, end_time, duration_ns,
    lag({status: status, end_time: end_time, duration_ns: duration_ns}) OVER (
      PARTITION BY trace_id, parent_span_id, service_name, name ORDER BY start_time, end_time
    ) AS previous
  FROM spans SEMI JOIN failed USING (trace_id, parent_span_id, service_name, name)
)
SELECT
  service_name,
  name,
  count(*) AS retries,
  count(DISTINCT (trace_id, parent_span_id)) AS retried_calls,
  count(*) FILTER (status <> 'error') AS succeeded,
  sum(previous.duration_ns)::BIGINT AS lost_ns,
  sum(ns_between(previous.end_time, start_time))::BIGINT AS waited_ns,
  any_value(trace_id) AS trace_id
FROM calls
WHERE previous.status = 'error' AND previous.end_time <= start_time
GROUP BY service_name, name
ORDER BY retries DESC, service_name, name
LIMIT $limit
