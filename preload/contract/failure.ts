import { formatBytes } from './formatBytes'

/**
 * Every way in which a request can fail, as a value. It carries facts; what to do about them is the
 * view's advice. Paths are absolute, counts are plain numbers, byte counts are bytes.
 */
export type Failure =
  | { code: 'cancelled' }
  | { code: 'bad_request'; request: string; problem: string }
  | { code: 'unknown_request'; request: string }
  | { code: 'connection_closed'; request: string }
  | { code: 'host_ended'; host: HostName; reason: HostEnd; detail: string }
  | { code: 'file_unreadable'; path: string; problem: string }
  | { code: 'file_unwritable'; path: string; problem: string }
  /** Nothing among the paths could be imported: what the first of them looks like. */
  | { code: 'not_recognised'; path: string; looksLike: string; fileCount: number }
  | { code: 'nothing_to_import'; paths: string[] }
  | { code: 'no_space'; path: string; neededBytes: number; availableBytes: number }
  | { code: 'import_failed'; path: string; problem: string }
  | { code: 'archive_unreadable'; path: string; problem: string }
  | { code: 'archive_newer'; path: string; formatVersion: number; supportedVersion: number }
  | { code: 'archive_in_use'; path: string }
  | { code: 'trace_not_found'; traceId: string }
  | { code: 'trace_ambiguous'; traceId: string; matches: string[] }
  | { code: 'span_not_found'; spanId: string }
  /** DuckDB's own message; `position` counts UTF-16 units from the start of the text. */
  | { code: 'sql_failed'; message: string; position: number | null }
  /** Refused before it ran: only reading the archive is allowed. */
  | { code: 'sql_refused'; what: string; message: string; position: number | null }
  | { code: 'sql_result_gone' }
  /** Spans that a statement selected are no longer known; `statement` is null where it is not known either. */
  | { code: 'selection_gone'; statement: string | null }
  /** A TraceQL query that is wrong, or asks for what there is not; `from` and `to` count UTF-16 units of its text. */
  | { code: 'query_wrong'; message: string; from: number; to: number }
  | { code: 'unexpected'; message: string }

export type HostName = 'import' | 'query' | 'sql' | 'export'

/** Why a host ended: on its own, killed because it used too much memory, or because it did not stop when asked. */
export type HostEnd = 'crashed' | 'memory' | 'unresponsive'

/** A failure on its way up as an exception, inside one process. `serve` turns it back into a value. */
export class Failed extends Error {
  readonly failure: Failure
  constructor(failure: Failure) {
    super(sayFailure(failure))
    this.name = 'Failed'
    this.failure = failure
  }
}

/** The failure behind anything that was thrown. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Failed) return thrown.failure
  if (thrown instanceof Error && thrown.name === 'AbortError') return { code: 'cancelled' }
  return { code: 'unexpected', message: thrown instanceof Error ? thrown.message : String(thrown) }
}

/** One line that says what happened and where: for a terminal, a log, or the heading of a message. */
export function sayFailure(failure: Failure): string {
  switch (failure.code) {
    case 'cancelled':
      return 'cancelled'
    case 'bad_request':
      return `${failure.request}: ${failure.problem}`
    case 'unknown_request':
      return `nothing answers “${failure.request}”`
    case 'connection_closed':
      return `the connection closed before “${failure.request}” was answered`
    case 'host_ended':
      return `the ${failure.host} process ended (${sayHostEnd[failure.reason]}): ${failure.detail}`
    case 'file_unreadable':
      return `${failure.path}: ${failure.problem}`
    case 'file_unwritable':
      return `${failure.path} cannot be written: ${failure.problem}`
    case 'not_recognised':
      return failure.fileCount > 1
        ? `none of the ${failure.fileCount} files is a trace export; ${failure.path} looks like ${failure.looksLike}`
        : `${failure.path} is not a trace export: it looks like ${failure.looksLike}`
    case 'nothing_to_import':
      return `no files in ${failure.paths.join(', ')}`
    case 'no_space':
      return `not enough free space at ${failure.path}: about ${formatBytes(failure.neededBytes)} needed, ${formatBytes(failure.availableBytes)} free`
    case 'import_failed':
      return `${failure.path}: import failed: ${failure.problem}`
    case 'archive_unreadable':
      return `${failure.path} cannot be opened as an archive: ${failure.problem}`
    case 'archive_newer':
      return `${failure.path} was made by a newer version (format ${failure.formatVersion}; this one reads up to ${failure.supportedVersion})`
    case 'archive_in_use':
      return `${failure.path} is in use by another process`
    case 'trace_not_found':
      return `no trace ${failure.traceId}`
    case 'trace_ambiguous':
      return `${failure.traceId} matches several traces: ${failure.matches.join(', ')}`
    case 'span_not_found':
      return `no span ${failure.spanId}`
    case 'sql_failed':
      return failure.message
    case 'sql_refused':
      return failure.message
    case 'query_wrong':
      return `${failure.message} (at character ${failure.from + 1} of the query)`
    case 'sql_result_gone':
      return 'the result is no longer held; run the statement again'
    case 'selection_gone':
      return 'the selection is gone; run the statement again'
    case 'unexpected':
      return failure.message
  }
}

const sayHostEnd: Record<HostEnd, string> = {
  crashed: 'it crashed',
  memory: 'it used too much memory',
  unresponsive: 'it did not stop when asked',
}
