-- title: Durations of one operation
-- about: How the durations of an operation are distributed: one hump, two, or a long tail.
-- group: Latency
-- parameter: service text = SELECT root_service_name FROM traces GROUP BY root_service_name, root_name ORDER BY count(*) DESC, root_service_name, root_name LIMIT 1  (Service)
-- parameter: operation text = SELECT root_name FROM traces GROUP BY root_service_name, root_name ORDER BY count(*) DESC, root_service_name, root_name LIMIT 1  (Operation)

-- A bucket is named by its lower edge. There are ten for each power of ten.
SELECT
  duration_bucket(duration_ns) AS from_ns,
  count(*) AS calls,
  count(*) FILTER (status = 'error') AS errors,
  round(100 * sum(count(*)) OVER (ORDER BY from_ns) / sum(count(*)) OVER (), 2) AS percent_up_to_here,
  any_value(trace_id) AS trace_id
FROM spans
WHERE service_name = $service AND name = $operation AND duration_ns IS NOT NULL
GROUP BY from_ns
ORDER BY from_ns
