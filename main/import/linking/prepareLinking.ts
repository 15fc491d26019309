import { SPAN_KINDS, STATUSES } from '../../../preload/contract/trace'

/** `NO_TIME` as SQL. */
const NO_TIME = '(-9223372036854775808)::BIGINT'
const KINDS = enumOf(SPAN_KINDS)
const STATUS = enumOf(STATUSES)

/** Statements that number traces and services and find the other side of calls, over `reported_spans`. */
export const PREPARE_LINKING: string[] = [
  `CREATE TEMP MACRO id_key(id) AS coalesce(
    CASE WHEN strlen(id) = 16 AND NOT contains(id, '_') THEN try_cast('0x' || id AS UBIGINT) END,
    hash(id))`,
  `CREATE TABLE stage.zipkin_files AS
    SELECT file_id FROM stage.files WHERE format LIKE 'zipkin%'`,
  `CREATE TABLE stage.trace_keys AS
    SELECT trace_id, (row_number() OVER (ORDER BY start_time NULLS LAST, trace_id) - 1)::INTEGER AS trace_key
    FROM (SELECT trace_id, min(start_time) AS start_time FROM reported_spans GROUP BY trace_id)`,
  `CREATE TABLE stage.peers AS
    SELECT span_row, remote, inferred FROM (
      SELECT span_row, nullif(attributes['peer.service'], '') AS remote,
        CASE WHEN kind IN ('client', 'producer') AND remote IS NULL THEN ${inferredPeer()} END AS inferred
      FROM reported_spans
      WHERE cardinality(attributes) > 0
    ) WHERE remote IS NOT NULL OR inferred IS NOT NULL`,
  `CREATE TABLE stage.names AS
    SELECT name, (row_number() OVER (ORDER BY name) - 1)::INTEGER AS name_key FROM (
      SELECT service_name AS name FROM reported_spans
      UNION SELECT remote FROM stage.peers WHERE remote IS NOT NULL
      UNION SELECT inferred FROM stage.peers WHERE inferred IS NOT NULL)`,
]

/**
 * The name of what a client or producer called when nobody there reports: its queue, its database, its
 * host. (Attributes and precedence as far as they go together: OpenTelemetry's semantic conventions, old
 * and new, and Grafana Tempo's service graph.) Redis numbers its databases, which names nothing.
 */
function inferredPeer(): string {
  const text = (key: string) => `nullif(attributes['${key}'], '')`
  const queue = ['messaging.destination.name', 'messaging.destination', 'messaging.system']
  const database = ['db.name', 'net.peer.name', 'db.system.name', 'db.system', 'peer.hostname', 'network.peer.address']
  return `coalesce(${[
    ...queue.map(text),
    `CASE WHEN try_cast(attributes['db.namespace'] AS INTEGER) IS NULL THEN ${text('db.namespace')} END`,
    text('server.address'),
    ...database.map(text),
  ].join(', ')})`
}

/**
 * The columns of `SpanBlock`, ordered by trace and, so that the answer does not depend on which file was
 * decoded first, by file: of all traces, or of those in `stage.deferred_traces`
 * with what `stage.repeats` says about their reports.
 */
export function blockQuery(deferred: boolean): string {
  return `
    SELECT k.trace_key, s.span_row, id_key(s.span_id), id_key(coalesce(s.parent_span_id, '')),
      s.parent_span_id IS NOT NULL, coalesce(epoch_ns(s.start_time), ${NO_TIME}), coalesce(epoch_ns(s.end_time), ${NO_TIME}),
      enum_code(s.kind::${KINDS}), enum_code(s.status::${STATUS}), s.shared, z.file_id IS NOT NULL,
      CASE WHEN z.file_id IS NOT NULL AND s.service_name = 'unknown_service' THEN -1 ELSE n.name_key END, n.name_key,
      coalesce(remote.name_key, -1), coalesce(inferred.name_key, -1),
      ${deferred ? 'coalesce(r.same_as, -1), coalesce(r.host, 0::UBIGINT)' : '-1, 0::UBIGINT'}
    FROM reported_spans s
      JOIN stage.trace_keys k ON k.trace_id = s.trace_id
      ${deferred ? 'JOIN stage.deferred_traces d ON d.trace_key = k.trace_key LEFT JOIN stage.repeats r ON r.span_row = s.span_row' : ''}
      JOIN stage.names n ON n.name = s.service_name
      LEFT JOIN stage.zipkin_files z ON z.file_id = s.file_id
      LEFT JOIN stage.peers p ON p.span_row = s.span_row
      LEFT JOIN stage.names remote ON remote.name = p.remote
      LEFT JOIN stage.names inferred ON inferred.name = p.inferred
    ORDER BY k.trace_key, s.file_id, s.span_row`
}

function enumOf(values: readonly string[]): string {
  return `ENUM(${values.map((value) => `'${value}'`).join(', ')})`
}
