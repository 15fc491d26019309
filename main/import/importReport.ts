import type { ImportReport } from '../../preload/contract/archive'
import type { ImportedFile } from './ImportedFile'
import type { ImportTotals } from './storing/readTotals'

/** What an import did: the totals are of the whole archive, the files and problems those of this import. */
export function importReport(
  archive: string,
  { totals, files }: { totals: ImportTotals; files: ImportedFile[] },
  elapsedMs: number,
): ImportReport {
  const countsOf = new Map(totals.files.map((counts) => [counts.file, counts]))
  return {
    archive,
    spans: totals.spans,
    traces: totals.traces,
    services: totals.services,
    logs: totals.logs,
    elapsedMs,
    files: files.map(({ file, path, format, bytes, records, rejected }) => {
      const { spans = 0, merged = 0 } = countsOf.get(file) ?? {}
      return { path, format, bytes, records, spans, merged, rejected }
    }),
    problems: files.flatMap(({ path, problems }) =>
      problems.map(({ code, message, occurrences, firstPosition, sample }) => ({
        path,
        code,
        message,
        occurrences,
        firstPosition,
        sample,
      })),
    ),
  }
}
