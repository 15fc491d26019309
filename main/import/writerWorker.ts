import { parentPort, type MessagePort } from 'node:worker_threads'
import { writerFailure } from './writerFailure'
import type { ImportedFile } from './ImportedFile'
import type { SpanBatch } from './SpanBatch'
import { SpanWriter, type WriterOptions } from './SpanWriter'
import type { FromWriter, ToDecoderFromWriter, ToWriter, ToWriterFromDecoder } from './workerMessages'

/** The thread that owns the DuckDB instance of an import. It ends when its work is done. */

/** Spans that are staged with one statement, if so many are waiting. */
const MOST_SPANS_AT_ONCE = 65_536

let writer: SpanWriter | null = null
let started = false
let aborted = false
let files: ImportedFile[] | null = null
let openDecoders = 0
const waiting: { batch: SpanBatch; bytes: number; from: MessagePort }[] = []
let wake: (() => void) | null = null

parentPort?.on('message', (message: ToWriter) => {
  if ('open' in message) {
    for (const port of message.decoders) listen(port)
    started = true
    void run(message.open)
  } else if ('finish' in message) {
    files = message.finish
  } else {
    aborted = true
    writer?.interrupt()
    if (!started) end()
  }
  wake?.()
})

function listen(port: MessagePort): void {
  openDecoders++
  port.on('message', (message: ToWriterFromDecoder) => {
    if ('end' in message) openDecoders--
    else waiting.push({ ...message, from: port })
    wake?.()
  })
}

async function run(options: WriterOptions): Promise<void> {
  try {
    writer = await SpanWriter.open(options)
    report({ opened: { firstFile: writer.firstFile } })
    while (!aborted && (waiting.length > 0 || openDecoders > 0 || !files)) {
      if (waiting.length > 0) await writeWaiting(writer)
      else await new Promise<void>((resolve) => (wake = resolve))
    }
    if (!aborted) report({ finished: await writer.finish(files ?? [], (phase, spans) => report({ phase, spans })) })
  } catch (error) {
    report({ failed: aborted ? { code: 'cancelled' } : await writerFailure(error, options) })
  } finally {
    writer?.close()
    end()
  }
}

function end(): void {
  report({ closed: true })
  parentPort?.close()
}

async function writeWaiting(to: SpanWriter): Promise<void> {
  let spans = 0
  const next = waiting.findIndex(({ batch }) => (spans += batch.count) >= MOST_SPANS_AT_ONCE)
  const batches = waiting.splice(0, next < 0 ? waiting.length : next + 1)
  await to.write(batches.map(({ batch }) => batch))
  for (const { bytes, from } of batches) from.postMessage({ taken: bytes } satisfies ToDecoderFromWriter)
}

function report(message: FromWriter): void {
  parentPort?.postMessage(message)
}
