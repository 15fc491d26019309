-- The archive: one DuckDB file. The relations of the schema main are public (README, "The SQL schema");
-- what lies in the schema store serves the program's own joins and may change with format_version.

CREATE SCHEMA store;

CREATE TABLE archive (
  format_version INTEGER NOT NULL,
  created_at TIMESTAMP NOT NULL,
  created_by VARCHAR NOT NULL
);

-- Who sent spans and logs, and with what instrumentation: each distinct content once or more. Keys are dense.
CREATE TABLE store.resources (
  resource_key INTEGER NOT NULL,
  service_name VARCHAR NOT NULL,
  attributes MAP(VARCHAR, VARCHAR) NOT NULL,
  attribute_types VARCHAR NOT NULL
);
CREATE TABLE store.scopes (
  scope_key INTEGER NOT NULL,
  name VARCHAR,
  version VARCHAR,
  attributes MAP(VARCHAR, VARCHAR)  -- NULL for a span without scope
);

-- The list of problems behind every value of `tree.problems`.
CREATE TABLE store.problem_lists (bits UTINYINT NOT NULL, problems VARCHAR[] NOT NULL);

-- Rows are roughly in the order of import; the rows of one trace need not be neighbours. What is reported is written
-- while files are read, `tree` in one go when all of them are known.
CREATE TABLE store.span_rows (
  span_row INTEGER NOT NULL,        -- unique in the archive, in the order of the files
  trace_id VARCHAR NOT NULL,
  span_id VARCHAR NOT NULL,
  parent_span_id VARCHAR,
  reported_span_id VARCHAR,
  name VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  start_time TIMESTAMP_NS,
  end_time TIMESTAMP_NS,
  duration_ns BIGINT,
  status VARCHAR NOT NULL,
  status_message VARCHAR,
  attributes MAP(VARCHAR, VARCHAR) NOT NULL,
  attribute_types VARCHAR NOT NULL,
  trace_state VARCHAR,
  flags UINTEGER,
  dropped_attributes_count UINTEGER NOT NULL,
  dropped_events_count UINTEGER NOT NULL,
  dropped_links_count UINTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  shared BOOLEAN NOT NULL,          -- the report says that it shares its id with the client's span (Zipkin, B3)
  peer VARCHAR,                     -- the other side of a call
  peer_is_named BOOLEAN NOT NULL,   -- by the span itself, not concluded from its attributes
  tree STRUCT(
    trace_key INTEGER,              -- row of store.traces
    parent_row INTEGER,             -- span_row of the parent within the tree as drawn; -1 at its roots
    depth INTEGER,
    child_count INTEGER,
    self_time_ns BIGINT,            -- -1 where it is unknown
    critical_path_ns BIGINT,
    problems UTINYINT,              -- see problem_lists
    resource_key INTEGER,
    scope_key INTEGER,
    place INTEGER,                  -- in pre-order of its trace: the spans below it have the places that follow
    descendants INTEGER             -- how many are below it
  )
);

CREATE TABLE store.traces (
  trace_key INTEGER NOT NULL,       -- 0, 1, 2 … by start time
  trace_id VARCHAR NOT NULL,
  root_service_name VARCHAR NOT NULL,
  root_name VARCHAR NOT NULL,
  start_time TIMESTAMP_NS,
  duration_ns BIGINT NOT NULL,
  span_count INTEGER NOT NULL,
  error_count INTEGER NOT NULL,
  service_count INTEGER NOT NULL,
  max_depth INTEGER NOT NULL,
  orphan_count INTEGER NOT NULL,
  first_row INTEGER NOT NULL,       -- the least and the greatest span_row: where to look for the trace's spans
  last_row INTEGER NOT NULL
);

-- Events and links are in the order of their span's record.
CREATE TABLE store.span_events (
  trace_key INTEGER,
  span_row INTEGER NOT NULL,
  trace_id VARCHAR NOT NULL,
  span_id VARCHAR NOT NULL,
  time TIMESTAMP_NS,
  name VARCHAR NOT NULL,
  attributes MAP(VARCHAR, VARCHAR) NOT NULL,
  attribute_types VARCHAR NOT NULL
);

CREATE TABLE store.span_links (
  trace_key INTEGER,
  span_row INTEGER NOT NULL,
  trace_id VARCHAR NOT NULL,
  span_id VARCHAR NOT NULL,
  linked_trace_id VARCHAR NOT NULL,
  linked_span_id VARCHAR NOT NULL,
  trace_state VARCHAR,
  attributes MAP(VARCHAR, VARCHAR) NOT NULL,
  attribute_types VARCHAR NOT NULL
);

CREATE TABLE store.log_rows (
  time TIMESTAMP_NS,
  trace_id VARCHAR,
  span_id VARCHAR,
  resource_key INTEGER NOT NULL,
  severity_number INTEGER,
  severity_text VARCHAR,
  body VARCHAR,
  attributes MAP(VARCHAR, VARCHAR) NOT NULL
);

-- What attributes there are and how often, by scope: of spans, events and links each time that one has it; for
-- resource, instrumentation and intrinsic (names of TraceQL, such as span:name) the number of spans.
CREATE TABLE store.attribute_keys (
  scope VARCHAR NOT NULL,
  key VARCHAR NOT NULL,
  type VARCHAR NOT NULL,            -- a letter of attribute_types
  occurrences BIGINT NOT NULL,
  is_listed BOOLEAN NOT NULL        -- all its values are in attribute_values
);
CREATE TABLE store.attribute_values (
  scope VARCHAR NOT NULL,
  key VARCHAR NOT NULL,
  type VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  occurrences BIGINT NOT NULL
);

-- Joins with few, dense keys cost a scan next to nothing; stored with each span, resources would double the archive.
CREATE VIEW store.spans AS SELECT
  s.tree.trace_key AS trace_key, s.span_row, nullif(s.tree.parent_row, -1) AS parent_row,
  s.trace_id, s.span_id, s.parent_span_id, s.reported_span_id, r.service_name, s.name, s.kind,
  s.start_time, s.end_time, s.duration_ns, s.status, s.status_message, s.attributes, s.attribute_types,
  r.attributes AS resource_attributes, r.attribute_types AS resource_attribute_types,
  c.name AS scope_name, c.version AS scope_version, c.attributes AS scope_attributes,
  s.trace_state, s.flags, s.dropped_attributes_count, s.dropped_events_count, s.dropped_links_count,
  s.tree.depth AS depth, s.tree.child_count AS child_count, nullif(s.tree.self_time_ns, -1) AS self_time_ns,
  s.tree.critical_path_ns AS critical_path_ns, (s.tree.problems & 1) = 1 AS is_orphan,
  p.problems, s.file_id
FROM store.span_rows s
  JOIN store.resources r ON r.resource_key = s.tree.resource_key
  JOIN store.scopes c ON c.scope_key = s.tree.scope_key
  JOIN store.problem_lists p ON p.bits = s.tree.problems;

CREATE VIEW spans AS SELECT * EXCLUDE (trace_key, span_row, parent_row) FROM store.spans;
CREATE VIEW traces AS SELECT * EXCLUDE (trace_key, first_row, last_row) FROM store.traces;
CREATE VIEW span_events AS SELECT * EXCLUDE (trace_key, span_row) FROM store.span_events;
CREATE VIEW span_links AS SELECT * EXCLUDE (trace_key, span_row) FROM store.span_links;
CREATE VIEW logs AS SELECT
  l.time, l.trace_id, l.span_id, r.service_name, l.severity_number, l.severity_text, l.body, l.attributes,
  r.attributes AS resource_attributes
FROM store.log_rows l JOIN store.resources r USING (resource_key);

CREATE TABLE service_dependencies (
  parent_service VARCHAR NOT NULL,
  child_service VARCHAR NOT NULL,
  call_count BIGINT NOT NULL,
  error_count BIGINT NOT NULL,
  p50_ns BIGINT,
  p95_ns BIGINT,
  p99_ns BIGINT,
  is_inferred BOOLEAN NOT NULL    -- the child sent no spans itself
);

CREATE TABLE files (
  file_id INTEGER NOT NULL,
  path VARCHAR NOT NULL,          -- inside a container: a.zip!b.json
  format VARCHAR NOT NULL,
  byte_count BIGINT NOT NULL,
  record_count BIGINT NOT NULL,   -- spans + merged + rejected
  span_count BIGINT NOT NULL,
  merged_count BIGINT NOT NULL,
  rejected_count BIGINT NOT NULL
);

CREATE TABLE import_problems (
  file_id INTEGER NOT NULL,
  code VARCHAR NOT NULL,
  message VARCHAR NOT NULL,
  occurrences BIGINT NOT NULL,
  first_position BIGINT,          -- line for text, byte offset for binary
  sample VARCHAR
);
