SELECT count(*) AS spans, count(DISTINCT trace_id) AS traces
FROM spans WHERE regexp_full_match(attributes['url.path'], '/api/v1/customers/42[0-9]/.*')
