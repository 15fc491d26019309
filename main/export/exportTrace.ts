import type { Context } from '../../preload/contract/channel'
import type { ExportProgress, TraceFileFormat } from '../../preload/contract/exports'
import { ArchiveReader } from '../queries/ArchiveReader'
import { findTrace } from '../queries/findTrace'
import { TRACE_PIECES } from './tracePieces'
import { writeWhole } from './writeWhole'

const REPORT_EVERY_MS = 100

export interface TraceFile {
  /** Absolute paths. */
  archive: string
  file: string
  traceId: string
  format: TraceFileFormat
}

/** Writes a trace to a file: whole, or not at all. Fails as `openArchive`, `findTrace` and `writeWhole` do. */
export async function exportTrace(
  { archive, file, traceId, format }: TraceFile,
  { signal, progress }: Context<ExportProgress>,
): Promise<null> {
  const reader = await ArchiveReader.open(archive)
  try {
    const found = await findTrace(reader, traceId, signal)
    let spanCount = 0
    let reportedAt = -Infinity
    const onSpans = (count: number) => {
      spanCount += count
      if (performance.now() - reportedAt < REPORT_EVERY_MS) return
      reportedAt = performance.now()
      progress({ spanCount, totalSpans: found.spanCount })
    }
    await writeWhole(TRACE_PIECES[format](reader, found, signal, onSpans), file)
    return null
  } finally {
    reader.close()
  }
}
