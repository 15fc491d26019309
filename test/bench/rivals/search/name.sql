SELECT count(*) AS spans, count(DISTINCT trace_id) AS traces
FROM spans WHERE regexp_full_match(name, 'operation-1.*')
