-- The same by a field: the ten values of most spans, and all others together.
WITH extent AS (SELECT epoch_ns(min(start_time)) AS first, epoch_ns(max(start_time)) AS last FROM spans),
width AS (
  SELECT first, (SELECT min(seconds) FROM (VALUES (1), (2), (5), (10), (15), (30), (60), (120), (300), (600), (900),
    (1800), (3600), (7200), (10800), (21600), (43200), (86400)) AS round(seconds)
    WHERE seconds::BIGINT * 1000000000 > (last - first) // 159)::BIGINT * 1000000000 AS width
  FROM extent),
found AS MATERIALIZED (
  SELECT (epoch_ns(start_time) - (SELECT first // width * width FROM width)) // (SELECT width FROM width) AS bin,
    attributes['http.request.method'] AS value, count(*) AS spans, count(*) FILTER (status = 'error') AS errors
  FROM spans GROUP BY bin, value),
largest AS (SELECT value FROM found GROUP BY value ORDER BY sum(spans) DESC, value LIMIT 10),
all_spans AS (
  SELECT (epoch_ns(start_time) - (SELECT first // width * width FROM width)) // (SELECT width FROM width) AS bin,
    quantile_disc(duration_ns, [0.5, 0.95, 0.99]) AS percentiles
  FROM spans GROUP BY bin)
SELECT 'value' AS part, bin, CASE WHEN value IN (FROM largest) THEN value END AS value, sum(spans), sum(errors), NULL
FROM found GROUP BY bin, 3
UNION ALL
SELECT 'all', bin, NULL, NULL, NULL, percentiles FROM all_spans;
