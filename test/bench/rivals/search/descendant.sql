WITH RECURSIVE above AS (
  SELECT trace_id, span_id, parent_span_id FROM spans WHERE kind = 'server' AND duration_ns < 5000000
  UNION ALL
  SELECT a.trace_id, a.span_id, p.parent_span_id
  FROM above a JOIN spans p ON p.trace_id = a.trace_id AND p.span_id = a.parent_span_id
)
SELECT count(DISTINCT (a.trace_id, a.span_id)) AS spans, count(DISTINCT a.trace_id) AS traces
FROM above a JOIN spans e ON e.trace_id = a.trace_id AND e.span_id = a.parent_span_id WHERE e.status = 'error'
