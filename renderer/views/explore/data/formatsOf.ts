import type { FileReport } from '../../../../preload/contract/archive'

/** What came in one format. */
export type FormatSums = Omit<FileReport, 'path'> & { files: number }

/** Files summed up by their formats, the largest first. */
export function formatsOf(files: readonly FileReport[]): FormatSums[] {
  const sums = new Map<string, FormatSums>()
  for (const { format, bytes, records, spans, merged, rejected } of files) {
    const known = sums.get(format) ?? { format, files: 0, bytes: 0, records: 0, spans: 0, merged: 0, rejected: 0 }
    sums.set(format, {
      format,
      files: known.files + 1,
      bytes: known.bytes + bytes,
      records: known.records + records,
      spans: known.spans + spans,
      merged: known.merged + merged,
      rejected: known.rejected + rejected,
    })
  }
  return [...sums.values()].sort((a, b) => b.bytes - a.bytes || a.format.localeCompare(b.format))
}
