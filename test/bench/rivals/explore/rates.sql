-- Spans, failures and percentiles over time, in at most 160 bins of a round length.
WITH extent AS (SELECT epoch_ns(min(start_time)) AS first, epoch_ns(max(start_time)) AS last FROM spans),
width AS (
  SELECT first, (SELECT min(seconds) FROM (VALUES (1), (2), (5), (10), (15), (30), (60), (120), (300), (600), (900),
    (1800), (3600), (7200), (10800), (21600), (43200), (86400)) AS round(seconds)
    WHERE seconds::BIGINT * 1000000000 > (last - first) // 159)::BIGINT * 1000000000 AS width
  FROM extent)
SELECT (epoch_ns(start_time) - (SELECT first // width * width FROM width)) // (SELECT width FROM width) AS bin,
  count(*), count(*) FILTER (status = 'error'), quantile_disc(duration_ns, [0.5, 0.95, 0.99])
FROM spans GROUP BY bin;
