import { DecodeProblems } from '../../main/import/DecodeProblems'
import { formats } from '../../main/import/formats/index'
import { Head } from '../../main/import/Head'
import type { SpanBatch } from '../../main/import/SpanBatch'
import { SpanBatchBuilder } from '../../main/import/SpanBatchBuilder'

/**
 * Decodes bytes of which only the first `cut` are there at first, and only what is not taken stays in memory. Does so
 * for cut after cut, as a thread does file after file.
 */
export function decodeInTwo(bytes: Buffer): (cut: number) => SpanBatch[] {
  const head = new Head(bytes)
  const format = formats.find(({ recognises }) => recognises(head))
  if (format === undefined) throw new Error('not recognised')
  let batches: SpanBatch[] = []
  const builder = new SpanBatchBuilder((batch) => batches.push(batch))
  return (cut) => {
    batches = []
    const problems = new DecodeProblems(1)
    const decoder = format.decoder({ head, builder, problems })
    const window = Buffer.alloc(bytes.length + 1)
    bytes.copy(window, 0, 0, cut)
    const taken = decoder.decode(window, 0, cut, 0, false)
    window.fill(0)
    bytes.copy(window, taken, taken)
    decoder.decode(window, taken, bytes.length, 0, true)
    decoder.end()
    builder.flush()
    return batches
  }
}
