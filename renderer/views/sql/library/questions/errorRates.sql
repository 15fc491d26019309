-- title: Error rates
-- about: Operations that fail, by how often, each with its commonest message and a trace.
-- group: Errors
-- parameter: least number = 1  (Errors at least)

-- ORDER BY error_percent DESC puts first what hardly ever succeeds.
SELECT
  service_name,
  name,
  count(*) AS calls,
  count(*) FILTER (status = 'error') AS errors,
  round(100 * errors / calls, 2) AS error_percent,
  mode(status_message ORDER BY status_message) FILTER (status = 'error') AS commonest_message,
  max(start_time) FILTER (status = 'error') AS last_error,
  arg_max(trace_id, start_time) FILTER (status = 'error') AS last_trace_id
FROM spans
GROUP BY service_name, name
HAVING errors >= $least
ORDER BY errors DESC, service_name, name
