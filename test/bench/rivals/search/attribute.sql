SELECT count(*) AS spans, count(DISTINCT trace_id) AS traces
FROM spans WHERE attributes['app.customer'] = 'customer-77'
