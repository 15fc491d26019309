import { ArchiveReader } from '../queries/ArchiveReader'
import { findTrace } from '../queries/findTrace'
import { readTraceRows } from '../queries/traceColumns'
import { traceJson } from './traceJson'
import { traceTree } from './traceTree'
import { writeOutput } from './writeOutput'

export const TRACE_FORMATS = ['tree', 'json'] as const
export type TraceFormat = (typeof TRACE_FORMATS)[number]

export interface TraceCommandOptions {
  /** Absolute path of the archive. */
  archive: string
  /** An id, unpadded or as found in the file, or the beginning of one. */
  traceId: string
  format: TraceFormat
  /** Absolute path of a file to write instead of stdout. */
  output?: string | undefined
  signal: AbortSignal
}

/** Writes one trace. Fails with `trace_not_found` or `trace_ambiguous`, and as `openArchive` fails. */
export async function traceCommand({ archive, traceId, format, output, signal }: TraceCommandOptions): Promise<number> {
  const reader = await ArchiveReader.open(archive)
  try {
    const found = await findTrace(reader, traceId, signal)
    const { columns, spanRow } = await readTraceRows(reader, found, signal)
    const coloured = output === undefined && process.stdout.isTTY && !process.env.NO_COLOR
    const pieces = format === 'tree' ? traceTree(columns, coloured, signal) : traceJson(reader, found, spanRow, signal)
    await writeOutput(pieces, output)
    return 0
  } finally {
    reader.close()
  }
}
