/** What the editor holds at first: which operations are slow, and a trace that shows it. */
export const FIRST_STATEMENT = `-- Operations by their slowest calls, each with its slowest trace
SELECT
  service_name,
  name,
  count(*) AS calls,
  count(*) FILTER (status = 'error') AS errors,
  round(median(duration_ns) / 1e6, 3) AS median_ms,
  round(quantile_disc(duration_ns, 0.99) / 1e6, 3) AS p99_ms,
  arg_max(trace_id, duration_ns) AS slowest_trace_id
FROM spans
GROUP BY service_name, name
ORDER BY p99_ms DESC NULLS LAST
LIMIT 100`
