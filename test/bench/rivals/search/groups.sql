SELECT sum(spans)::BIGINT AS spans, count(DISTINCT trace_id) AS traces
FROM (SELECT trace_id, count(*) AS spans FROM spans GROUP BY trace_id, service_name HAVING count(*) > 3)
