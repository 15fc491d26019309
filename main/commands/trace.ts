import { TRACE_PIECES } from '../export/tracePieces'
import { ArchiveReader } from '../queries/ArchiveReader'
import { type FoundTrace, findTrace } from '../queries/findTrace'
import { readTraceRows } from '../queries/traceColumns'
import { traceJson } from './traceJson'
import { traceTree } from './traceTree'
import { writeOutput } from './writeOutput'

export const TRACE_FORMATS = ['tree', 'json', 'otlp', 'jaeger', 'zipkin'] as const
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
    const coloured = output === undefined && process.stdout.isTTY && !process.env.NO_COLOR
    await writeOutput(PIECES[format](reader, found, { coloured, signal }), output)
    return 0
  } finally {
    reader.close()
  }
}

type PiecesOf = (
  reader: ArchiveReader,
  found: FoundTrace,
  options: { coloured: boolean; signal: AbortSignal },
) => AsyncIterable<string>

const PIECES: Record<TraceFormat, PiecesOf> = {
  async *tree(reader, found, { coloured, signal }) {
    const { columns } = await readTraceRows(reader, found, signal)
    yield* traceTree(columns, coloured, signal)
  },
  async *json(reader, found, { signal }) {
    const { spanRow } = await readTraceRows(reader, found, signal)
    yield* traceJson(reader, found, spanRow, signal)
  },
  otlp: (reader, found, { signal }) => TRACE_PIECES.otlp(reader, found, signal),
  jaeger: (reader, found, { signal }) => TRACE_PIECES.jaeger(reader, found, signal),
  zipkin: (reader, found, { signal }) => TRACE_PIECES.zipkin(reader, found, signal),
}
