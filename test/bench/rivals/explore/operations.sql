SELECT service_name, name, count(*) AS spans, count(*) FILTER (status = 'error') AS errors,
  count(DISTINCT trace_id) AS traces, quantile_disc(duration_ns, [0.5, 0.95, 0.99]) AS percentiles,
  max(duration_ns) AS longest, sum(self_time_ns) AS self_time_ns, sum(critical_path_ns) AS critical_path_ns,
  min(start_time) AS first_start, max(start_time) AS last_start
FROM spans GROUP BY service_name, name ORDER BY self_time_ns DESC NULLS LAST, service_name, name LIMIT 5000
