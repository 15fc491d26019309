-- title: Where failures begin
-- about: Failed spans without a failed span below them: the causes, and not the callers that they took down.
-- group: Errors
-- parameter: limit number = 100  (Rows)

WITH failed AS (
  SELECT trace_id, span_id, parent_span_id, service_name, name, kind, status_message, start_time
  FROM spans
  WHERE status = 'error'
)
SELECT
  service_name,
  name,
  kind,
  status_message,
  count(*) AS failures,
  count(DISTINCT trace_id) AS traces,
  max(start_time) AS last_time,
  arg_max(trace_id, start_time) AS last_trace_id
FROM failed AS cause
WHERE NOT EXISTS (
  FROM failed AS below WHERE below.trace_id = cause.trace_id AND below.parent_span_id = cause.span_id
)
GROUP BY service_name, name, kind, status_message
ORDER BY failures DESC, service_name, name, status_message
LIMIT $limit
