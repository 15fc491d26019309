WITH RECURSIVE
  -- The other side of a call: as the span names it, or as its attributes let us conclude it.
  sides AS (
    SELECT trace_id, span_id, parent_span_id, service_name, kind, duration_ns, status = 'error' AS failed,
      attributes['peer.service'] AS named,
      CASE WHEN kind IN ('client', 'producer') THEN coalesce(
        attributes['messaging.destination.name'], attributes['messaging.destination'], attributes['messaging.system'],
        CASE WHEN NOT regexp_full_match(attributes['db.namespace'], '[0-9]+') THEN attributes['db.namespace'] END,
        attributes['server.address'], attributes['db.name'], attributes['net.peer.name'], attributes['db.system.name'],
        attributes['db.system'], attributes['peer.hostname'], attributes['network.peer.address']) END AS concluded
    FROM spans
  ),
  -- From each span up to the nearest one that is a side of a call itself.
  above AS (
    SELECT s.trace_id, s.span_id, p.span_id AS above_id, p.parent_span_id AS next_id, p.kind
    FROM sides s JOIN sides p ON p.trace_id = s.trace_id AND p.span_id = s.parent_span_id
    UNION ALL
    SELECT a.trace_id, a.span_id, p.span_id, p.parent_span_id, p.kind
    FROM above a JOIN sides p ON p.trace_id = a.trace_id AND p.span_id = a.next_id
    WHERE a.kind IN ('internal', 'unspecified')
  ),
  callers AS (
    SELECT a.trace_id, a.span_id, a.above_id, p.service_name, p.kind, p.failed, p.named
    FROM above a JOIN sides p ON p.trace_id = a.trace_id AND p.span_id = a.above_id
    WHERE a.kind NOT IN ('internal', 'unspecified')
  ),
  -- Spans below which the called side has reported.
  answered AS (
    SELECT p.trace_id, p.span_id, p.parent_span_id
    FROM sides s JOIN sides p ON p.trace_id = s.trace_id AND p.span_id = s.parent_span_id
    WHERE s.kind IN ('server', 'consumer') OR s.service_name <> p.service_name
    UNION
    SELECT p.trace_id, p.span_id, p.parent_span_id
    FROM answered a JOIN sides p ON p.trace_id = a.trace_id AND p.span_id = a.parent_span_id
  ),
  linked AS (
    SELECT s.*, c.service_name AS above, c.kind AS above_kind, c.failed AS above_failed, c.named AS above_named,
      c.above_id = s.parent_span_id AS is_below, a.span_id IS NOT NULL AS is_answered,
      CASE WHEN s.kind IN ('internal', 'unspecified') AND s.named IS NOT NULL THEN 'client' ELSE s.kind END AS side
    FROM sides s LEFT JOIN callers c USING (trace_id, span_id)
      LEFT JOIN (SELECT trace_id, span_id FROM answered) a USING (trace_id, span_id)
  ),
  calls AS (
    SELECT above AS caller, service_name AS callee, false AS failed, NULL AS duration_ns
    FROM linked WHERE side = 'client' AND NOT is_answered AND above <> service_name
    UNION ALL
    SELECT service_name, coalesce(named, concluded),
      failed OR coalesce(above_kind = 'client' AND above_failed AND is_below, false), duration_ns
    FROM linked WHERE side = 'client' AND NOT is_answered
    UNION ALL
    SELECT coalesce(above, named), service_name,
      failed OR coalesce(above_kind = 'client' AND above_failed AND is_below, false), duration_ns
    FROM linked WHERE side = 'server'
    UNION ALL
    SELECT service_name, coalesce(named, CASE WHEN NOT is_answered THEN concluded END), failed, duration_ns
    FROM linked WHERE side = 'producer'
    UNION ALL
    SELECT coalesce(named, CASE WHEN above_kind = 'producer' AND above_named IS NULL THEN above END), service_name,
      failed, duration_ns
    FROM linked WHERE side = 'consumer'
  )
SELECT caller, callee, count(*) AS calls, count(*) FILTER (failed) AS errors,
  quantile_disc(duration_ns, [0.5, 0.95, 0.99]) AS percentiles
FROM calls WHERE caller IS NOT NULL AND callee IS NOT NULL GROUP BY ALL ORDER BY ALL
