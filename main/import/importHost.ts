import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { serve } from '../../preload/contract/channel'
import { acceptPorts } from '../hosts/acceptPorts'
import { importRequests } from '../hosts/hostRequests'
import { ImportThreads } from './ImportThreads'
import { importArchive } from './importArchive'

// Its threads pass megabytes on and keep next to nothing; with the usual small heaps they would collect garbage all the time.
for (const flag of ['--initial-old-space-size=96', '--min-semi-space-size=8']) setFlagsFromString(flag)

const threads = new ImportThreads({
  decoder: join(import.meta.dirname, 'decodeWorker.js'),
  writer: join(import.meta.dirname, 'writerWorker.js'),
})
threads.prepare()

/** Entry of the import host: it may be started before there is anything to import, and does one import. */
acceptPorts((port) =>
  serve(port, importRequests, {
    'import.run': ({ paths, into }, { signal, progress }) =>
      importArchive({ paths, into, signal, onProgress: progress, threads }),
  }),
)
