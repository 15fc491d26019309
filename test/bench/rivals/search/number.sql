SELECT count(*) AS spans, count(DISTINCT trace_id) AS traces
FROM spans WHERE TRY_CAST(attributes['http.response.status_code'] AS INTEGER) >= 500
