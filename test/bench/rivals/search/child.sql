SELECT count(*) AS spans, count(DISTINCT s.trace_id) AS traces
FROM spans s JOIN spans p ON p.trace_id = s.trace_id AND p.span_id = s.parent_span_id
WHERE p.status = 'error' AND s.kind = 'server'
