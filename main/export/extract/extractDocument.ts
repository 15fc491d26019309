import type { ExtractReport } from '../../../preload/contract/extract'
import { ArchiveReader } from '../../queries/ArchiveReader'
import { ChosenTraces } from '../ChosenTraces'
import { type DocumentFormat, DOCUMENTS } from '../documents'
import { readChosenPieces } from '../readChosenPieces'
import { type ExportedLog, readLogPieces } from '../readLogPieces'
import { Redactor } from '../Redactor'
import { SharedParts } from '../SharedParts'
import { writeWhole } from '../writeWhole'
import type { ExtractOptions } from './extractArchive'
import { requireTarget } from './requireTarget'

const REPORT_EVERY_MS = 100

/**
 * Writes the whole traces that a query matches to a file in a standard format: all of it, or nothing. A file that is there
 * is replaced. Fails with `query_wrong`, and as `openArchive` and `writeWhole` do.
 */
export async function extractDocument(
  format: DocumentFormat,
  { archive, into, selection, redactions, signal, onProgress }: Omit<ExtractOptions, 'replace'>,
): Promise<ExtractReport> {
  const startedAt = performance.now()
  await requireTarget(archive, into, true)
  const reader = await ArchiveReader.open(archive)
  try {
    onProgress({ phase: 'matching', share: null })
    const chosen = await ChosenTraces.of(reader, selection, signal)
    const parts = new SharedParts(reader, new Redactor(redactions))
    let [spans, logs, reportedAt] = [0, 0, -Infinity]
    const onSpans = (count: number) => {
      spans += count
      if (performance.now() - reportedAt < REPORT_EVERY_MS) return
      reportedAt = performance.now()
      onProgress({ phase: 'writing', share: spans / chosen.spanCount })
    }
    const onLogs = (count: number) => (logs += count)
    const pieces = DOCUMENTS[format](
      readChosenPieces(parts, chosen, signal, onSpans),
      readChosenLogs(parts, chosen, signal, onLogs),
    )
    await writeWhole(pieces, into)
    const elapsedMs = performance.now() - startedAt
    return { traces: chosen.traceCount, spans, logs, ...parts.redactor.result, elapsedMs }
  } finally {
    reader.close()
  }
}

async function* readChosenLogs(
  parts: SharedParts,
  chosen: ChosenTraces,
  signal: AbortSignal,
  onLogs: (count: number) => void,
): AsyncGenerator<ExportedLog[]> {
  for (const { traceKeys } of chosen.batches()) {
    for await (const logs of readLogPieces(parts, traceKeys, signal)) {
      yield logs
      onLogs(logs.length)
    }
  }
}
