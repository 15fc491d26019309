import { serve } from '../../preload/contract/channel'
import { queryRequests } from '../../preload/contract/explorer'
import { acceptPorts } from '../hosts/acceptPorts'
import { ArchiveReader } from './ArchiveReader'
import { queryHandlers } from './queryHandlers'

/**
 * Entry of the query host: answers the views of one archive, whose path each who connects names. When nobody is
 * connected any more for a while it ends; whoever asks for the archive again gets a new one.
 */

const IDLE_MS = 10_000

let path = ''
let opening: Promise<ArchiveReader> | null = null

/** Opens the archive once; after a failure, such as another process writing to it, the next request tries again. */
function archive(): Promise<ArchiveReader> {
  opening ??= ArchiveReader.open(path).catch((error: unknown) => {
    opening = null
    throw error
  })
  return opening
}

const handlers = queryHandlers(archive)
let connected = 0
let ending: NodeJS.Timeout | undefined
acceptPorts((port, archivePath) => {
  path = archivePath
  connected += 1
  clearTimeout(ending)
  port.onClose(() => {
    connected -= 1
    if (connected === 0) ending = setTimeout(() => process.exit(), IDLE_MS)
  })
  serve(port, queryRequests, handlers)
})
