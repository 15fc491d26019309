/** Tables `span_rows`, `span_events` and `span_links` from lines of OTLP JSON in `$path`. */
export const OTLP_TABLES = `
  CREATE MACRO any_value(v) AS coalesce(
    v.stringValue, v.intValue, v.doubleValue::VARCHAR, v.boolValue::VARCHAR, v.arrayValue::VARCHAR, v.kvlistValue::VARCHAR);
  CREATE MACRO any_map(attributes) AS coalesce(
    map_from_entries(list_transform(attributes, lambda a: struct_pack(k := a."key", v := any_value(a."value")))), MAP {});
  CREATE MACRO moment(nanoseconds) AS make_timestamp_ns(nullif(nanoseconds, 0));

  CREATE TABLE span_rows AS
  WITH resource_spans AS (
    SELECT unnest(resourceSpans) AS r
    FROM read_json($path, format = 'newline_delimited', maximum_object_size = $most_bytes, columns = {
      resourceSpans: 'STRUCT(
        resource STRUCT(attributes $attributes),
        scopeSpans STRUCT(
          "scope" STRUCT("name" VARCHAR, "version" VARCHAR, attributes $attributes),
          spans STRUCT(
            traceId VARCHAR, spanId VARCHAR, parentSpanId VARCHAR, traceState VARCHAR, flags UINTEGER,
            "name" VARCHAR, kind UTINYINT, startTimeUnixNano BIGINT, endTimeUnixNano BIGINT,
            attributes $attributes,
            droppedAttributesCount UINTEGER, droppedEventsCount UINTEGER, droppedLinksCount UINTEGER,
            events STRUCT(timeUnixNano BIGINT, "name" VARCHAR, attributes $attributes)[],
            links STRUCT(traceId VARCHAR, spanId VARCHAR, traceState VARCHAR, attributes $attributes)[],
            status STRUCT(code UTINYINT, message VARCHAR)
          )[]
        )[]
      )[]'
    })
  ),
  scope_spans AS (SELECT any_map(r.resource.attributes) AS resource_attributes, unnest(r.scopeSpans) AS s FROM resource_spans),
  spans AS (SELECT resource_attributes, s."scope" AS scope, unnest(s.spans) AS span FROM scope_spans)
  SELECT
    span.traceId AS trace_id,
    span.spanId AS span_id,
    nullif(span.parentSpanId, '') AS parent_span_id,
    coalesce(resource_attributes['service.name'], 'unknown_service') AS service_name,
    span."name" AS name,
    (['unspecified', 'internal', 'server', 'client', 'producer', 'consumer'])[span.kind + 1] AS kind,
    moment(span.startTimeUnixNano) AS start_time,
    moment(span.endTimeUnixNano) AS end_time,
    span.endTimeUnixNano - span.startTimeUnixNano AS duration_ns,
    (['unset', 'ok', 'error'])[coalesce(span.status.code, 0) + 1] AS status,
    span.status.message AS status_message,
    any_map(span.attributes) AS attributes,
    resource_attributes,
    scope."name" AS scope_name,
    scope."version" AS scope_version,
    any_map(scope.attributes) AS scope_attributes,
    span.traceState AS trace_state,
    span.flags AS flags,
    coalesce(span.droppedAttributesCount, 0) AS dropped_attributes_count,
    coalesce(span.droppedEventsCount, 0) AS dropped_events_count,
    coalesce(span.droppedLinksCount, 0) AS dropped_links_count,
    span.events AS events,
    span.links AS links
  FROM spans;

  CREATE TABLE span_events AS
  SELECT trace_id, span_id, moment(e.timeUnixNano) AS time, e."name" AS name, any_map(e.attributes) AS attributes
  FROM (SELECT trace_id, span_id, unnest(events) AS e FROM span_rows WHERE len(events) > 0);

  CREATE TABLE span_links AS
  SELECT trace_id, span_id, l.traceId AS linked_trace_id, l.spanId AS linked_span_id, l.traceState AS trace_state,
    any_map(l.attributes) AS attributes
  FROM (SELECT trace_id, span_id, unnest(links) AS l FROM span_rows WHERE len(links) > 0);

  ALTER TABLE span_rows DROP COLUMN events;
  ALTER TABLE span_rows DROP COLUMN links;
`.replaceAll(
  '$attributes',
  `STRUCT("key" VARCHAR, "value" STRUCT(
    stringValue VARCHAR, intValue VARCHAR, doubleValue DOUBLE, boolValue BOOLEAN, arrayValue JSON, kvlistValue JSON))[]`,
)
