-- Starts in at most 160 bins of a round length × durations in steps of about 1.25, failed ones apart; and percentiles.
WITH extent AS (SELECT epoch_ns(min(start_time)) AS first, epoch_ns(max(start_time)) AS last FROM spans),
width AS (
  SELECT first, (SELECT min(seconds) FROM (VALUES (1), (2), (5), (10), (15), (30), (60), (120), (300), (600), (900),
    (1800), (3600), (7200), (10800), (21600), (43200), (86400)) AS round(seconds)
    WHERE seconds::BIGINT * 1000000000 > (last - first) // 159)::BIGINT * 1000000000 AS width
  FROM extent),
edges AS (
  SELECT list((digits * power)::BIGINT - 1 ORDER BY digits * power) AS edges
  FROM (SELECT unnest([1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8]) AS digits), (SELECT 10 ** unnest(range(3, 12)) AS power)),
cells AS (
  SELECT (epoch_ns(start_time) - (SELECT first // width * width FROM width)) // (SELECT width FROM width) AS bin,
    status = 'error' AS failed, count(*) AS spans, count(duration_ns) AS durations,
    histogram(duration_ns, [0::BIGINT] || (SELECT edges FROM edges)) AS held
  FROM spans GROUP BY bin, failed)
SELECT bin, failed, spans, durations, map_values(held) AS held FROM cells
UNION ALL
SELECT NULL, NULL, NULL, NULL, quantile_disc(duration_ns, [0.5, 0.75, 0.9, 0.95, 0.99, 0.999]) FROM spans;
