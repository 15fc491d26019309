SELECT count(*) AS spans, count(DISTINCT trace_id) AS traces
FROM spans WHERE duration_ns > 20000000 AND status = 'error'
