SELECT count(*) AS spans, count(DISTINCT trace_id) AS traces
FROM spans s
WHERE name ILIKE '%customer-77%' OR status_message ILIKE '%customer-77%' OR service_name ILIKE '%customer-77%'
  OR scope_name ILIKE '%customer-77%' OR scope_version ILIKE '%customer-77%'
  OR starts_with(trace_id, 'customer-77') OR starts_with(span_id, 'customer-77')
  OR attributes::VARCHAR ILIKE '%customer-77%' OR resource_attributes::VARCHAR ILIKE '%customer-77%'
  OR (trace_id, span_id) IN (SELECT (trace_id, span_id) FROM span_events
    WHERE name ILIKE '%customer-77%' OR attributes::VARCHAR ILIKE '%customer-77%')
  OR (trace_id, span_id) IN (SELECT (trace_id, span_id) FROM span_links
    WHERE linked_trace_id ILIKE 'customer-77%' OR attributes::VARCHAR ILIKE '%customer-77%')
