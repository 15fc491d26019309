-- title: From producer to consumer
-- about: How long messages wait between being sent and being worked on.
-- group: Messaging

-- Consumers name the message they take as their parent, or by a link. A negative delay means clocks that disagree.
WITH consumers AS (
  SELECT trace_id, span_id, parent_span_id, service_name, name, start_time
  FROM spans
  WHERE kind = 'consumer'
), taken AS (
  SELECT consumers.*, trace_id AS sent_trace_id, parent_span_id AS sent_span_id
  FROM consumers
  WHERE parent_span_id IS NOT NULL
  UNION
  SELECT consumers.*, linked_trace_id, linked_span_id
  FROM consumers JOIN span_links USING (trace_id, span_id)
), delays AS (
  SELECT
    sent.service_name AS producer_service,
    sent.name AS producer,
    taken.service_name AS consumer_service,
    taken.name AS consumer,
    ns_between(sent.end_time, taken.start_time) AS delay_ns,
    taken.trace_id AS trace_id
  FROM taken JOIN spans AS sent ON sent.trace_id = sent_trace_id AND sent.span_id = sent_span_id
  WHERE sent.kind = 'producer'
)
SELECT
  producer_service,
  producer,
  consumer_service,
  consumer,
  count(*) AS messages,
  count(*) FILTER (delay_ns < 0) AS before_sent,
  quantile_disc(delay_ns, 0.5) AS median_delay_ns,
  quantile_disc(delay_ns, 0.95) AS p95_delay_ns,
  max(delay_ns) AS longest_delay_ns,
  arg_max(trace_id, delay_ns) AS longest_trace_id
FROM delays
GROUP BY ALL
ORDER BY p95_delay_ns DESC NULLS LAST, producer_service, producer, consumer_service, consumer
