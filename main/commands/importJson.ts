import type { ImportReport } from '../../preload/contract/archive'

/** The document that `traceloupe import --json` prints. */
export function importJson({ archive, spans, traces, services, logs, elapsedMs, files, problems }: ImportReport) {
  return {
    archive,
    spans,
    traces,
    services,
    logs,
    elapsed_ms: elapsedMs,
    files: files.map(({ path, format, bytes, records, spans, merged, rejected }) => ({
      path,
      format,
      bytes,
      records,
      spans,
      merged,
      rejected,
    })),
    problems: problems.map(({ path, code, message, occurrences, firstPosition }) => ({
      path,
      code,
      message,
      occurrences,
      first_position: firstPosition,
    })),
  }
}
