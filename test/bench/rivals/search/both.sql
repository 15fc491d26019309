WITH
  one AS (SELECT trace_id, span_id FROM spans WHERE service_name = 'cart' AND status = 'error'),
  other AS (SELECT trace_id, span_id FROM spans WHERE duration_ns > 40000000),
  either AS (FROM one UNION FROM other)
SELECT count(*) AS spans, count(DISTINCT trace_id) AS traces
FROM either WHERE trace_id IN (SELECT trace_id FROM one) AND trace_id IN (SELECT trace_id FROM other)
