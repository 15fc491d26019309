-- title: N+1 queries
-- about: Spans that make the same call over and over, where one call for all would do.
-- group: Structure
-- parameter: least number = 10  (Calls of one name below one span at least)

WITH callers AS (
  SELECT trace_id, span_id AS parent_span_id, service_name, name
  FROM spans
  WHERE child_count >= $least
), repeated AS (
  SELECT trace_id, parent_span_id, service_name, name, count(*) AS calls, sum(duration_ns) AS total_ns
  FROM spans SEMI JOIN callers USING (trace_id, parent_span_id)
  GROUP BY ALL
  HAVING calls >= $least
)
SELECT
  callers.service_name AS caller_service,
  callers.name AS caller,
  repeated.service_name AS service_name,
  repeated.name AS repeated_call,
  count(*) AS occurrences,
  round(avg(calls), 1) AS mean_calls,
  max(calls) AS most_calls,
  sum(total_ns)::BIGINT AS total_ns,
  arg_max(trace_id, calls) AS worst_trace_id
FROM repeated JOIN callers USING (trace_id, parent_span_id)
GROUP BY ALL
ORDER BY total_ns DESC NULLS LAST, caller_service, caller, repeated_call
