-- title: Traces through two services
-- about: Traces that come to one service and later to another, with the time from one to the other.
-- group: Structure
-- parameter: first text = SELECT parent_service FROM service_dependencies WHERE NOT is_inferred AND parent_service <> child_service ORDER BY call_count DESC, parent_service, child_service LIMIT 1  (First service)
-- parameter: then text = SELECT child_service FROM service_dependencies WHERE NOT is_inferred AND parent_service <> child_service ORDER BY call_count DESC, parent_service, child_service LIMIT 1  (Then service)
-- parameter: limit number = 100  (Rows)

WITH passages AS (
  SELECT
    trace_id,
    min(start_time) FILTER (service_name = $first) AS first_time,
    min(start_time) FILTER (service_name = $then) AS then_time,
    count(*) FILTER (service_name = $first) AS first_spans,
    count(*) FILTER (service_name = $then) AS then_spans,
    count(*) FILTER (status = 'error') AS errors
  FROM spans
  WHERE service_name IN ($first, $then)
  GROUP BY trace_id
  HAVING then_time >= first_time
)
SELECT
  trace_id,
  root_name,
  ns_between(first_time, then_time) AS until_then_ns,
  first_spans,
  then_spans,
  errors,
  duration_ns
FROM passages JOIN traces USING (trace_id)
ORDER BY until_then_ns DESC, trace_id
LIMIT $limit
