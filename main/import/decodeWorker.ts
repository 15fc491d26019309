import { parentPort } from 'node:worker_threads'
import { failureOf } from '../../preload/contract/failure'
import { Control } from './reading/Control'
import { JobDecoder } from './reading/JobDecoder'
import type { Job } from './reading/planJobs'
import { SpanBatchBuilder } from './SpanBatchBuilder'
import { transferables } from './transferables'
import type { DecoderStart, FromDecoder, ToDecoder, ToDecoderFromWriter, ToWriterFromDecoder } from './workerMessages'

/** A thread that does one job after another and hands batches straight to the writer. */

/** Bytes that may be on the way to the writer before decoding waits: a part of a file, as a rule. */
const MOST_UNTAKEN_BYTES = 24 << 20

let doJob: ((job: Job) => Promise<void>) | undefined

parentPort?.on('message', (message: ToDecoder) => {
  if ('start' in message) doJob = start(message.start)
  else void doJob?.(message.decode)
})

/** Answers what does a job of the import. */
function start({ writer, control: memory }: DecoderStart): (job: Job) => Promise<void> {
  const control = new Control(memory)
  let present = 0
  let untaken = 0
  let resume: (() => void) | null = null

  const builder = new SpanBatchBuilder(
    (batch) => {
      const buffers = transferables(batch)
      const bytes = buffers.reduce((sum, buffer) => sum + buffer.byteLength, 0)
      untaken += bytes
      handOn({ job: present, batch, bytes }, buffers)
    },
    { nextReference: control.nextReference },
  )
  const decoder = new JobDecoder(control, builder)

  writer.on('message', ({ taken, buffer }: ToDecoderFromWriter) => {
    untaken -= taken
    if (buffer !== null) builder.recycle(buffer)
    if (untaken <= MOST_UNTAKEN_BYTES) release()
  })

  function handOn(message: ToWriterFromDecoder, buffers: ArrayBuffer[] = []): void {
    writer.postMessage(message, buffers)
    control.signal()
  }

  function release(): void {
    resume?.()
    resume = null
  }

  return async (job) => {
    present = job.number
    try {
      const steps = decoder.decode(job)
      let step = await steps.next()
      while (!step.done) {
        report({ progress: { job: present, ...step.value } })
        while (untaken > MOST_UNTAKEN_BYTES && !control.aborted)
          await new Promise<void>((resolve) => (resume = resolve))
        step = await steps.next()
      }
      handOn({ job: present, result: step.value, counts: builder.counter.take() })
      report({ done: { job: present } })
    } catch (error) {
      report({ failed: failureOf(error) })
    }
  }
}

function report(message: FromDecoder): void {
  parentPort?.postMessage(message)
}
