-- Root causes: failed spans that none of the failed spans below points up to.
WITH RECURSIVE failed AS MATERIALIZED (
  SELECT s.trace_id, s.span_id, s.parent_span_id, s.service_name, s.name, s.start_time,
    coalesce(nullif(e.type, ''), s.attributes['error.type'], '') AS type,
    left(split_part(trim(coalesce(nullif(e.message, ''), s.status_message, '')), chr(10), 1), 300) AS message
  FROM spans s LEFT JOIN (
    SELECT trace_id, span_id, coalesce(attributes['exception.type'], '') AS type,
      coalesce(attributes['exception.message'], '') AS message
    FROM span_events WHERE name = 'exception') e USING (trace_id, span_id)
  WHERE s.status = 'error'),
above AS (
  SELECT trace_id, span_id AS cause_id, parent_span_id AS span_id FROM failed WHERE parent_span_id IS NOT NULL
  UNION
  SELECT a.trace_id, a.cause_id, s.parent_span_id
  FROM above a JOIN spans s USING (trace_id, span_id) WHERE s.parent_span_id IS NOT NULL),
roots AS MATERIALIZED (
  SELECT * FROM failed ANTI JOIN above USING (trace_id, span_id)),
patterns AS (
  SELECT message, regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(regexp_replace(
    regexp_replace(regexp_replace(regexp_replace(regexp_replace(message,
      '"[^"]*"', '"…"', 'g'),
      '(^|[\s(=:,\[{])(?:''[^'']*''|\x60[^\x60]*\x60)', '\1''…''', 'g'),
      '\b[a-z][a-z0-9+.-]*://[^\s"'',;)\]}]+', '<address>', 'g'),
      '\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b', '<uuid>', 'g'),
      '\b\d{1,3}(?:\.\d{1,3}){3}(?::\d{1,5})?\b', '<address>', 'g'),
      '\b0x[0-9a-fA-F]+\b', '<address>', 'g'),
      '\[?\b[0-9a-fA-F]{1,4}(?::{1,2}[0-9a-fA-F]{1,4}){3,7}\b\]?(?::\d{1,5}\b)?', '<address>', 'g'),
      '\b\d+(?:[.,]\d+)*\b', '<n>', 'g'),
      '\b[0-9a-fA-F]{8,}\b', '<id>', 'g'),
      '\d+(?:[.,]\d+)*', '<n>', 'g') AS pattern
  FROM (SELECT DISTINCT message FROM roots)),
took AS (
  SELECT r.service_name, r.type, p.pattern, count(DISTINCT (a.trace_id, a.span_id)) AS took_down
  FROM above a JOIN roots r ON r.trace_id = a.trace_id AND r.span_id = a.cause_id JOIN patterns p USING (message)
    SEMI JOIN failed f ON f.trace_id = a.trace_id AND f.span_id = a.span_id
  GROUP BY ALL)
SELECT r.service_name, r.type, p.pattern, count(*) AS spans, count(DISTINCT r.trace_id) AS traces,
  count(DISTINCT r.name) AS operations, min(r.start_time) AS first_time, max(r.start_time) AS last_time,
  coalesce(any_value(t.took_down), 0) AS took_down
FROM roots r JOIN patterns p USING (message) LEFT JOIN took t USING (service_name, type, pattern)
GROUP BY r.service_name, r.type, p.pattern ORDER BY spans DESC, r.service_name, r.type, p.pattern LIMIT 500
