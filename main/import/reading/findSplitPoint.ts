import { DecodeProblems } from '../DecodeProblems'
import { recognise, WINDOW_BYTES } from '../decodeFile'
import { FileWindow } from '../FileWindow'
import { HEAD_BYTES, Head } from '../Head'
import { TraceSource } from '../source/TraceSource'
import { SpanBatchBuilder } from '../SpanBatchBuilder'
import type { SplitPoint } from '../TraceFormat'

export interface Split {
  point: SplitPoint
  head: Uint8Array
}

/** So much of a file is decoded on trial at most. */
const MOST_BYTES = 16 << 20

/** Where parts of a file may begin, and what the file begins with; null for one that must be read from its beginning on. */
export async function findSplitPoint(path: string): Promise<Split | null> {
  const source = await TraceSource.open(path, WINDOW_BYTES)
  try {
    if (source.plain === null) return null
    const head = new Head(await source.peek(HEAD_BYTES))
    const builder = new SpanBatchBuilder(() => undefined)
    const decoder = recognise(head)?.decoder({ head, builder, problems: new DecodeProblems(0) })
    if (decoder?.splitPoint === undefined) return null
    const window = new FileWindow(source, WINDOW_BYTES)
    for (let read = 0; decoder.splitPoint === null && read < MOST_BYTES; read += WINDOW_BYTES) {
      await window.advance()
      window.decode(decoder)
      if (decoder.finished || window.done) break
    }
    return decoder.splitPoint === null ? null : { point: decoder.splitPoint, head: head.bytes }
  } finally {
    await source.close()
  }
}
