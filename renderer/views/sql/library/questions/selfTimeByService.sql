-- title: Self time by service
-- about: Where time is really spent: without the time that a span waits for those below it.
-- group: Latency
-- parameter: service text = null  (Service, empty for all)

-- Leave name out of SELECT and of ORDER BY to see whole services.
SELECT
  service_name,
  name,
  count(*) AS spans,
  sum(self_time_ns)::BIGINT AS self_time_total_ns,
  round(100 * sum(self_time_ns) / sum(sum(self_time_ns)) OVER (), 2) AS percent,
  (sum(self_time_ns) / count(*))::BIGINT AS self_time_mean_ns,
  max(self_time_ns) AS self_time_longest_ns,
  arg_max(trace_id, self_time_ns) AS trace_id
FROM spans
WHERE service_name = coalesce($service, service_name)
GROUP BY ALL
ORDER BY self_time_total_ns DESC NULLS LAST, service_name, name
