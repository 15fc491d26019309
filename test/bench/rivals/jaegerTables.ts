/** Tables `span_rows`, `span_events` and `span_links` from a document of Jaeger's API in `$path`. */
export const JAEGER_TABLES = `
  CREATE MACRO tag_map(tags) AS coalesce(
    map_from_entries(list_transform(tags, lambda t: struct_pack(k := t."key", v := t."value"))), MAP {});
  CREATE MACRO moment(microseconds) AS make_timestamp_ns(microseconds * 1000);

  CREATE TABLE span_rows AS
  WITH traces AS (
    SELECT unnest(data) AS t
    FROM read_json($path, format = 'unstructured', maximum_object_size = $most_bytes, columns = {
      data: 'STRUCT(
        spans STRUCT(
          traceID VARCHAR, spanID VARCHAR, operationName VARCHAR,
          "references" STRUCT(refType VARCHAR, traceID VARCHAR, spanID VARCHAR)[],
          flags UINTEGER, startTime BIGINT, duration BIGINT, tags $tags,
          logs STRUCT("timestamp" BIGINT, fields $tags)[],
          processID VARCHAR
        )[],
        processes MAP(VARCHAR, STRUCT(serviceName VARCHAR, tags $tags))
      )[]'
    })
  ),
  spans AS (SELECT t.processes AS processes, unnest(t.spans) AS span FROM traces),
  tagged AS (
    SELECT span, processes[span.processID] AS process, tag_map(span.tags) AS tags,
      list_filter(span."references", lambda r: r.refType = 'CHILD_OF')[1] AS parent
    FROM spans
  )
  SELECT
    lpad(span.traceID, 32, '0') AS trace_id,
    span.spanID AS span_id,
    parent.spanID AS parent_span_id,
    process.serviceName AS service_name,
    span.operationName AS name,
    coalesce(tags['span.kind'], 'unspecified') AS kind,
    moment(span.startTime) AS start_time,
    moment(span.startTime + span.duration) AS end_time,
    span.duration * 1000 AS duration_ns,
    CASE WHEN tags['error'] = 'true' THEN 'error' ELSE 'unset' END AS status,
    NULL::VARCHAR AS status_message,
    map_from_entries(list_filter(map_entries(tags), lambda e: e."key" NOT IN ('span.kind', 'error'))) AS attributes,
    tag_map(list_prepend(struct_pack("key" := 'service.name', "type" := 'string', "value" := process.serviceName), process.tags))
      AS resource_attributes,
    span.flags AS flags,
    CASE WHEN len(span.logs) > 0 THEN span.logs END AS events,
    CASE WHEN len(span."references") > 1 THEN span."references" END AS links
  FROM tagged;

  CREATE TABLE span_events AS
  SELECT trace_id, span_id, moment(e."timestamp") AS time, tag_map(e.fields)['event'] AS name, tag_map(e.fields) AS attributes
  FROM (SELECT trace_id, span_id, unnest(events) AS e FROM span_rows WHERE events IS NOT NULL);

  CREATE TABLE span_links AS
  SELECT trace_id, span_id, l.traceID AS linked_trace_id, l.spanID AS linked_span_id
  FROM (SELECT trace_id, span_id, parent_span_id, unnest(links) AS l FROM span_rows WHERE links IS NOT NULL)
  WHERE l.refType <> 'CHILD_OF';

  ALTER TABLE span_rows DROP COLUMN events;
  ALTER TABLE span_rows DROP COLUMN links;
`.replaceAll('$tags', 'STRUCT("key" VARCHAR, "type" VARCHAR, "value" VARCHAR)[]')
