-- title: Cache hit rates
-- about: How often operations find what they look for in a cache, and what a miss costs.
-- group: Data
-- parameter: key text = SELECT coalesce((SELECT key FROM (SELECT unnest(map_keys(attributes)) AS key FROM (SELECT attributes FROM spans LIMIT 100000)) WHERE key ILIKE '%cache%hit%' GROUP BY key ORDER BY count(*) DESC, key LIMIT 1), 'cache.hit')  (Attribute that tells)

SELECT
  service_name,
  name,
  count(*) AS lookups,
  count(*) FILTER (is_hit) AS hits,
  round(100 * hits / lookups, 2) AS hit_percent,
  quantile_disc(duration_ns, 0.5) FILTER (is_hit) AS median_hit_ns,
  quantile_disc(duration_ns, 0.5) FILTER (NOT is_hit) AS median_miss_ns,
  arg_max(trace_id, duration_ns) FILTER (NOT is_hit) AS slowest_miss_trace_id
FROM (
  SELECT service_name, name, duration_ns, trace_id, lower(attributes[$key]) IN ('true', 'hit', '1', 'yes') AS is_hit
  FROM spans
)
WHERE is_hit IS NOT NULL
GROUP BY service_name, name
ORDER BY lookups DESC, service_name, name
