SELECT sum(spans)::BIGINT AS spans, count(*) AS traces
FROM (SELECT count(*) AS spans FROM spans WHERE kind = 'client' GROUP BY trace_id HAVING avg(duration_ns) > 15000000)
