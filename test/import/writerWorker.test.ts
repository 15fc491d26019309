import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { Control } from '../../main/import/reading/Control'
import type { FromWriter, ToWriter } from '../../main/import/workerMessages'
import { builtWorkers } from './builtWorkers'

const workers = builtWorkers()

test('a writer that is told to stop before it has begun opens nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'traceloupe-writer-'))
  const worker = new Worker(workers.writer)
  const answers: FromWriter[] = []
  worker.on('message', (message: FromWriter) => answers.push(message))
  const post = (message: ToWriter) => worker.postMessage(message)
  post({ abort: true })
  post({
    open: {
      options: {
        target: join(folder, 'archive.duckdb'),
        workFolder: folder,
        old: null,
        createdBy: 'test',
        threads: 1,
        insertingThreads: 1,
      },
      decoders: [],
      jobs: [],
      control: Control.forJobs(0).memory,
    },
  })
  await once(worker, 'exit')
  expect(answers).toEqual([{ failed: { code: 'cancelled' } }, { closed: true }])
  expect(await readdir(folder)).toEqual([])
  await rm(folder, { recursive: true })
})
