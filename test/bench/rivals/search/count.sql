SELECT sum(spans)::BIGINT AS spans, count(*) AS traces
FROM (SELECT count(*) AS spans FROM spans WHERE status = 'error' GROUP BY trace_id HAVING count(*) > 2)
