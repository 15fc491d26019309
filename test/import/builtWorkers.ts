import { join } from 'node:path'
import { beforeAll } from 'vitest'
import type { WorkerFiles } from '../../main/import/ImportThreads'
import { builtProgram } from '../support/builtProgram'

/** The worker threads of the import for the tests of a file; the paths are there once they run. */
export function builtWorkers(): WorkerFiles {
  const workers = { decoder: '', writer: '' }
  beforeAll(async () => {
    const program = await builtProgram()
    workers.decoder = join(program, 'decodeWorker.js')
    workers.writer = join(program, 'writerWorker.js')
  })
  return workers
}
