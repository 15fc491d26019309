SELECT count(*) AS spans, count(DISTINCT trace_id) AS traces
FROM spans WHERE service_name = 'payment' AND attributes['http.request.method'] = 'POST'
