import { parentPort, workerData, type MessagePort } from 'node:worker_threads'
import { failureOf } from '../../preload/contract/failure'
import { decodeFile, type DecodeResult } from './decodeFile'
import { UNREADABLE, UNRECOGNISED, type ImportedFile } from './ImportedFile'
import { SpanBatchBuilder } from './SpanBatchBuilder'
import { transferables } from './transferables'
import type { FromDecoder, ToDecoder, ToDecoderFromWriter, ToWriterFromDecoder } from './workerMessages'

/** A thread that decodes one file after another and hands batches straight to the writer. */

/** Bytes that may be on the way to the writer before decoding waits. */
const MOST_UNTAKEN_BYTES = 16 << 20

const { writer }: { writer: MessagePort } = workerData
const abort = new AbortController()
let untaken = 0
let resume: (() => void) | null = null

const builder = new SpanBatchBuilder((batch) => {
  const buffers = transferables(batch)
  const bytes = buffers.reduce((sum, buffer) => sum + buffer.byteLength, 0)
  untaken += bytes
  writer.postMessage({ batch, bytes } satisfies ToWriterFromDecoder, buffers)
})

writer.on('message', ({ taken }: ToDecoderFromWriter) => {
  untaken -= taken
  if (untaken <= MOST_UNTAKEN_BYTES) release()
})

parentPort?.on('message', (message: ToDecoder) => {
  if ('abort' in message) {
    abort.abort()
    release()
  } else if ('end' in message) {
    builder.flush()
    writer.postMessage({ end: true } satisfies ToWriterFromDecoder)
    writer.close()
    parentPort?.close()
  } else {
    void decode(message.decode)
  }
})

async function decode({ path, file }: { path: string; file: number }): Promise<void> {
  let [bytesRead, records] = [0, 0]
  try {
    const steps = decodeFile({ path, file }, builder, { signal: abort.signal })
    let step = await steps.next()
    while (!step.done) {
      ;({ bytesRead, records } = step.value)
      report({ progress: { file, bytesRead, records } })
      await takenEnough()
      step = await steps.next()
    }
    report({ decoded: importedFile(path, file, step.value), looksLike: step.value.looksLike })
  } catch (error) {
    const failure = failureOf(error)
    if (failure.code !== 'file_unreadable') return report({ failed: failure })
    const problem = {
      file,
      code: UNREADABLE,
      message: failure.problem,
      occurrences: 1,
      firstPosition: null,
      sample: null,
    }
    const decoded = { file, path, format: UNREADABLE, bytes: bytesRead, records, rejected: 0, problems: [problem] }
    report({ decoded, looksLike: failure.problem })
  }
}

function importedFile(path: string, file: number, result: DecodeResult): ImportedFile {
  const { recognised, looksLike, bytes, records, rejected, problems } = result
  if (recognised) return { file, path, format: recognised.format, bytes, records, rejected, problems }
  const problem = {
    file,
    code: 'not_recognised',
    message: `not a trace export: it looks like ${looksLike}`,
    occurrences: 1,
    firstPosition: null,
    sample: null,
  }
  return { file, path, format: UNRECOGNISED, bytes, records, rejected, problems: [...problems, problem] }
}

function report(message: FromDecoder): void {
  parentPort?.postMessage(message)
}

async function takenEnough(): Promise<void> {
  while (untaken > MOST_UNTAKEN_BYTES && !abort.signal.aborted) await new Promise<void>((resolve) => (resume = resolve))
}

function release(): void {
  resume?.()
  resume = null
}
