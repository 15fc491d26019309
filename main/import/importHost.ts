import { join } from 'node:path'
import { serve } from '../../preload/contract/channel'
import { acceptPorts } from '../hosts/acceptPorts'
import { importRequests } from '../hosts/hostRequests'
import { importArchive } from './importArchive'

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
