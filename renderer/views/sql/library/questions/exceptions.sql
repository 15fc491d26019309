-- title: Exceptions
-- about: Exceptions by type and message; numbers in messages count as the same.
-- group: Errors
-- parameter: limit number = 100  (Rows)

WITH exceptions AS (
  SELECT
    trace_id,
    span_id,
    time,
    attributes['exception.type'] AS type,
    regexp_replace(left(attributes['exception.message'], 300), '\d+(\.\d+)*', '…', 'g') AS message
  FROM span_events
  WHERE name = 'exception'
)
SELECT
  spans.service_name,
  type,
  message,
  count(*) AS occurrences,
  count(DISTINCT trace_id) AS traces,
  min(time) AS first_time,
  max(time) AS last_time,
  arg_max(trace_id, time) AS last_trace_id
FROM exceptions JOIN spans USING (trace_id, span_id)
GROUP BY spans.service_name, type, message
ORDER BY occurrences DESC, service_name, type, message
LIMIT $limit
