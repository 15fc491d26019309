-- title: Messages that nobody took
-- about: How many of the messages that were sent no consumer of this archive has worked on.
-- group: Messaging

WITH taken AS (
  SELECT trace_id, parent_span_id AS span_id
  FROM spans
  WHERE kind = 'consumer' AND parent_span_id IS NOT NULL
  UNION
  SELECT linked_trace_id, linked_span_id
  FROM span_links
), sent AS (
  SELECT
    service_name,
    name,
    attributes['messaging.destination.name'] AS destination,
    trace_id,
    start_time,
    (trace_id, span_id) IN (SELECT (trace_id, span_id) FROM taken) AS is_taken
  FROM spans
  WHERE kind = 'producer'
)
SELECT
  service_name,
  name,
  destination,
  count(*) AS messages,
  count(*) FILTER (NOT is_taken) AS not_taken,
  round(100 * not_taken / messages, 2) AS not_taken_percent,
  max(start_time) FILTER (NOT is_taken) AS last_time,
  arg_max(trace_id, start_time) FILTER (NOT is_taken) AS last_trace_id
FROM sent
GROUP BY ALL
ORDER BY not_taken DESC, service_name, name, destination
