/** What a relation of the public schema holds, and each of its columns, in its order. */
interface RelationTexts {
  about: string
  columns: Record<string, string>
}

const ATTRIBUTES = "What describes it, as text; attributes['http.route'] looks one up"
const TYPES =
  'A letter for each attribute, in their order: s string, i integer, d double, b boolean, a array, m map, x bytes, n null'

/** The public schema in words; the archive carries them as comments. */
export const SCHEMA_TEXTS: Record<string, RelationTexts> = {
  spans: {
    about: 'One row for each span',
    columns: {
      trace_id: 'The trace it belongs to, 32 hexadecimal digits as a rule; empty when the record has none',
      span_id: 'Its id, unique within its trace',
      parent_span_id: 'The span above it; NULL for a root, kept when that span is not in the archive',
      reported_span_id: 'The id in the file, where span_id had to differ from it',
      service_name: 'Who sent it: the resource’s service.name, else unknown_service',
      name: 'The operation',
      kind: 'unspecified, internal, server, client, producer or consumer',
      start_time: 'When it started, in UTC with nanoseconds; NULL when the record does not say',
      end_time: 'When it ended, likewise',
      duration_ns: 'How long it took, in nanoseconds; NULL when it never ended, or before it started',
      status: 'unset, ok or error',
      status_message: 'What was said with the status',
      attributes: ATTRIBUTES,
      attribute_types: TYPES,
      resource_attributes: 'What describes its sender: the process, its host, its version',
      resource_attribute_types: 'A letter for each of resource_attributes, as in attribute_types',
      scope_name: 'The library that instrumented it',
      scope_version: 'The version of that library',
      scope_attributes: 'What else describes that library; NULL for a span without scope',
      trace_state: 'The W3C trace state it carried',
      flags: 'The W3C trace flags it carried',
      dropped_attributes_count: 'Attributes that its sender left out',
      dropped_events_count: 'Events that its sender left out',
      dropped_links_count: 'Links that its sender left out',
      depth: 'How many spans are above it: 0 for a root and for an orphan',
      child_count: 'How many spans are directly below it',
      self_time_ns: 'Its duration without what its children cover, in nanoseconds; never negative',
      critical_path_ns: 'Its time on the critical path of its root, in nanoseconds; 0 when it is not on it',
      is_orphan: 'It names a parent that is not in the archive',
      problems:
        'What is wrong with it: orphan, cycle_cut, duplicate_id, no_trace_id, no_start, not_ended, negative_duration, outside_parent',
      file_id: 'The file it came from',
    },
  },
  traces: {
    about: 'One row for each trace',
    columns: {
      trace_id: 'Its id, as in spans',
      root_service_name: 'The service of its root; of several roots the first',
      root_name: 'The operation of its root',
      start_time: 'When its first span started',
      duration_ns: 'From its first start to its last end, in nanoseconds',
      span_count: 'Its spans',
      error_count: 'Its spans with status error',
      service_count: 'The services in it',
      max_depth: 'The depth of its deepest span',
      orphan_count: 'Its spans whose parent is not in the archive',
    },
  },
  span_events: {
    about: 'What happened at a moment within a span, such as an exception',
    columns: {
      trace_id: 'The trace of the span',
      span_id: 'The span',
      time: 'When it happened, in UTC with nanoseconds',
      name: 'What happened; exception for an exception',
      attributes: ATTRIBUTES,
      attribute_types: TYPES,
    },
  },
  span_links: {
    about: 'References from a span to others, of its own trace or another',
    columns: {
      trace_id: 'The trace of the span that has the link',
      span_id: 'The span that has the link',
      linked_trace_id: 'The trace it points to',
      linked_span_id: 'The span it points to',
      trace_state: 'The W3C trace state of the link',
      attributes: ATTRIBUTES,
      attribute_types: TYPES,
    },
  },
  logs: {
    about: 'Log records of OpenTelemetry files',
    columns: {
      time: 'When it was written, in UTC with nanoseconds',
      trace_id: 'The trace it was written in, if any',
      span_id: 'The span it was written in, if any',
      service_name: 'Who wrote it',
      severity_number: '1 to 24 as OpenTelemetry counts: from 9 information, from 13 warnings, from 17 errors',
      severity_text: 'The severity as its sender calls it',
      body: 'What it says',
      attributes: ATTRIBUTES,
      resource_attributes: 'What describes its sender',
    },
  },
  service_dependencies: {
    about: 'Who calls whom, and how that went',
    columns: {
      parent_service: 'The service that calls',
      child_service: 'The service that is called',
      call_count: 'Calls',
      error_count: 'Calls that failed',
      p50_ns: 'The median duration of the calls, in nanoseconds',
      p95_ns: 'Their 95th percentile',
      p99_ns: 'Their 99th percentile',
      is_inferred: 'The called one sent no spans itself: a database, a queue, a host outside',
    },
  },
  files: {
    about: 'The files that were imported',
    columns: {
      file_id: 'Its number',
      path: 'Where it was; inside a container as a.zip!b.json',
      format: 'What it was recognised as',
      byte_count: 'Its size in bytes',
      record_count: 'Its records: spans, merged and rejected ones together',
      span_count: 'Spans that came from it',
      merged_count: 'Records that were reports of spans known already',
      rejected_count: 'Records that could not be taken',
    },
  },
  import_problems: {
    about: 'What was wrong with the files',
    columns: {
      file_id: 'The file',
      code: 'The kind of problem',
      message: 'What was wrong',
      occurrences: 'How often',
      first_position: 'Where first: the line of a text, the byte of a binary file',
      sample: 'What stood there',
    },
  },
  archive: {
    about: 'This archive: one row',
    columns: {
      format_version: 'The version of this schema',
      created_at: 'When it was made, in UTC',
      created_by: 'The program that made it',
    },
  },
}
