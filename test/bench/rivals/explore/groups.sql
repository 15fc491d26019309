-- The figures of each service and operation, those with the most self time first.
SELECT service_name, name, count(*) AS spans, count(*) FILTER (status = 'error') AS errors,
  quantile_disc(duration_ns, 0.5) AS p50, quantile_disc(duration_ns, 0.95) AS p95, quantile_disc(duration_ns, 0.99) AS p99,
  max(duration_ns) AS longest, sum(duration_ns) AS total, sum(self_time_ns) AS self, sum(critical_path_ns) AS critical,
  histogram(floor(log10(greatest(duration_ns, 1)) * 10)::INTEGER) FILTER (duration_ns IS NOT NULL) AS durations
FROM spans GROUP BY service_name, name ORDER BY self DESC NULLS LAST LIMIT 500
