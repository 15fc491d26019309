import { serve } from '../../preload/contract/channel'
import { queryRequests } from '../../preload/contract/explorer'
import { acceptPorts } from '../hosts/acceptPorts'
import { ArchiveReader } from './ArchiveReader'
import { queryHandlers } from './queryHandlers'

/** Entry of the query host: answers the views of one archive, whose path is the last argument. */

const path = process.argv.at(-1) ?? ''
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
acceptPorts((port) => serve(port, queryRequests, handlers))
