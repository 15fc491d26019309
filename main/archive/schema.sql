-- The archive: one DuckDB file. The relations of the schema main are public (README, "The SQL schema");
-- what lies in the schema store serves the program's own joins and may change with format_version.

CREATE SCHEMA store;

CREATE TABLE archive (
  format_version INTEGER NOT NULL,
  created_at TIMESTAMP NOT NULL,
  created_by VARCHAR NOT NULL
);

-- Rows are in the order of import; the rows of one trace need not be neighbours.
CREATE TABLE store.spans (
  trace_key INTEGER NOT NULL,     -- row of store.traces
  span_row INTEGER NOT NULL,      -- unique in the archive
  parent_row INTEGER,             -- span_row of the parent within the tree as drawn; NULL at its roots
  trace_id VARCHAR NOT NULL,
  span_id VARCHAR NOT NULL,
  parent_span_id VARCHAR,
  reported_span_id VARCHAR,
  service_name VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  start_time TIMESTAMP_NS,
  end_time TIMESTAMP_NS,
  duration_ns BIGINT,
  status VARCHAR NOT NULL,
  status_message VARCHAR,
  attributes MAP(VARCHAR, VARCHAR) NOT NULL,
  attribute_types VARCHAR NOT NULL,
  resource_attributes MAP(VARCHAR, VARCHAR) NOT NULL,
  resource_attribute_types VARCHAR NOT NULL,
  scope_name VARCHAR,
  scope_version VARCHAR,
  scope_attributes MAP(VARCHAR, VARCHAR),
  trace_state VARCHAR,
  flags UINTEGER,
  dropped_attributes_count UINTEGER NOT NULL,
  dropped_events_count UINTEGER NOT NULL,
  dropped_links_count UINTEGER NOT NULL,
  depth INTEGER NOT NULL,
  child_count INTEGER NOT NULL,
  self_time_ns BIGINT,
  critical_path_ns BIGINT NOT NULL,
  is_orphan BOOLEAN NOT NULL,
  problems VARCHAR[] NOT NULL,
  file_id INTEGER NOT NULL
);

CREATE TABLE store.traces (
  trace_key INTEGER NOT NULL,     -- 0, 1, 2 … by start time
  trace_id VARCHAR NOT NULL,
  root_service_name VARCHAR NOT NULL,
  root_name VARCHAR NOT NULL,
  start_time TIMESTAMP_NS,
  duration_ns BIGINT NOT NULL,
  span_count INTEGER NOT NULL,
  error_count INTEGER NOT NULL,
  service_count INTEGER NOT NULL,
  max_depth INTEGER NOT NULL,
  orphan_count INTEGER NOT NULL
);

-- Events and links are in the order of their span's record.
CREATE TABLE store.span_events (
  trace_key INTEGER NOT NULL,
  span_row INTEGER NOT NULL,
  trace_id VARCHAR NOT NULL,
  span_id VARCHAR NOT NULL,
  time TIMESTAMP_NS,
  name VARCHAR NOT NULL,
  attributes MAP(VARCHAR, VARCHAR) NOT NULL,
  attribute_types VARCHAR NOT NULL
);

CREATE TABLE store.span_links (
  trace_key INTEGER NOT NULL,
  span_row INTEGER NOT NULL,
  trace_id VARCHAR NOT NULL,
  span_id VARCHAR NOT NULL,
  linked_trace_id VARCHAR NOT NULL,
  linked_span_id VARCHAR NOT NULL,
  trace_state VARCHAR,
  attributes MAP(VARCHAR, VARCHAR) NOT NULL,
  attribute_types VARCHAR NOT NULL
);

CREATE VIEW spans AS SELECT * EXCLUDE (trace_key, span_row, parent_row) FROM store.spans;
CREATE VIEW traces AS SELECT * EXCLUDE (trace_key) FROM store.traces;
CREATE VIEW span_events AS SELECT * EXCLUDE (trace_key, span_row) FROM store.span_events;
CREATE VIEW span_links AS SELECT * EXCLUDE (trace_key, span_row) FROM store.span_links;

CREATE TABLE logs (
  time TIMESTAMP_NS,
  trace_id VARCHAR,
  span_id VARCHAR,
  service_name VARCHAR NOT NULL,
  severity_number INTEGER,
  severity_text VARCHAR,
  body VARCHAR,
  attributes MAP(VARCHAR, VARCHAR) NOT NULL,
  resource_attributes MAP(VARCHAR, VARCHAR) NOT NULL
);

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

-- DuckDB's own arithmetic on TIMESTAMP_NS cuts to microseconds; these keep nanoseconds.
CREATE MACRO ns_between(a, b) AS epoch_ns(b) - epoch_ns(a);
CREATE MACRO bucket_ns(moment, width_ns) AS make_timestamp_ns(
  epoch_ns(moment) - ((epoch_ns(moment) % width_ns::BIGINT) + width_ns::BIGINT) % width_ns::BIGINT);
