import { parentPort } from 'node:worker_threads'
import { writerFailure } from './writerFailure'
import type { ImportedFile } from './ImportedFile'
import { BatchIntake } from './reading/BatchIntake'
import { Control } from './reading/Control'
import { SpanWriter } from './SpanWriter'
import type { FromWriter, ToWriter, WriterStart } from './workerMessages'

/** The thread that owns the DuckDB instance of an import. It ends when its work is done. */

let writer: SpanWriter | null = null
let started = false
let aborted = false
let ended = false
let finish: (files: ImportedFile[]) => void = () => undefined
let giveUp: () => void = () => undefined
const finishing = new Promise<ImportedFile[] | null>((resolve) => {
  finish = resolve
  giveUp = () => resolve(null)
})

parentPort?.on('message', (message: ToWriter) => {
  if (ended) return
  if ('open' in message) {
    started = true
    void run(message.open)
  } else if ('finish' in message) {
    finish(message.finish)
  } else {
    aborted = true
    writer?.interrupt()
    giveUp()
    if (started) return
    report({ failed: { code: 'cancelled' } })
    end()
  }
})

async function run({ options, decoders, jobs, control }: WriterStart): Promise<void> {
  try {
    writer = await SpanWriter.open(options)
    report({ opened: { firstFile: writer.firstFile } })
    const intake = new BatchIntake(decoders, jobs, new Control(control), writer)
    await writer.write(intake)
    report({ read: intake.files })
    const files = await finishing
    if (files === null) report({ failed: { code: 'cancelled' } })
    else report({ finished: await writer.finish(files, (phase, spans) => report({ phase, spans })) })
  } catch (error) {
    const failure = aborted || new Control(control).aborted ? { code: 'cancelled' as const } : null
    report({ failed: failure ?? (await writerFailure(error, options)) })
  } finally {
    writer?.close()
    for (const port of decoders) port.close()
    end()
  }
}

function end(): void {
  ended = true
  report({ closed: true })
  parentPort?.close()
}

function report(message: FromWriter): void {
  parentPort?.postMessage(message)
}
