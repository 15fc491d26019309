import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { serve } from '../../preload/contract/channel'
import { acceptPorts } from '../hosts/acceptPorts'
import { importRequests } from '../hosts/hostRequests'
import { importArchive } from './importArchive'

// Its threads pass megabytes on and keep next to nothing; with the usual small heaps they would collect garbage all the time.
for (const flag of ['--initial-old-space-size=96', '--min-semi-space-size=8']) setFlagsFromString(flag)

/** Entry of the import host. */
acceptPorts((port) =>
  serve(port, importRequests, {
    'import.run': ({ paths, into }, { signal, progress }) =>
      importArchive({ paths, into, signal, onProgress: progress, workers: workersIn(import.meta.dirname) }),
  }),
)

function workersIn(folder: string) {
  return { decoder: join(folder, 'decodeWorker.js'), writer: join(folder, 'writerWorker.js') }
}
