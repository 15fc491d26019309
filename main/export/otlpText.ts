import { MOST_COPIED } from '../../preload/contract/exports'
import type { ArchiveReader } from '../queries/ArchiveReader'
import { findTrace } from '../queries/findTrace'
import { TRACE_PIECES } from './tracePieces'

/** A trace as one text of OTLP's JSON; null when it is too long for the clipboard. Fails as `findTrace` does. */
export async function otlpText(
  reader: ArchiveReader,
  { traceId }: { traceId: string },
  signal: AbortSignal,
): Promise<string | null> {
  const found = await findTrace(reader, traceId, signal)
  let text = ''
  for await (const piece of TRACE_PIECES.otlp(reader, found, signal)) {
    text += piece
    if (text.length > MOST_COPIED) return null
  }
  return text
}
