import { rm } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { Failed } from '../../preload/contract/failure'
import type { SqlConsoles } from '../hosts/SqlConsoles'
import type { TraceExports } from '../hosts/TraceExports'
import type { ArchiveLibrary } from '../shell/ArchiveLibrary'
import { uploadsFolder } from '../archive/dataFolder'
import { QueryStore } from '../shell/QueryStore'
import type { Shell } from '../shell/shellHandlers'
import type { Downloads } from './Downloads'

interface Parts {
  library: ArchiveLibrary
  consoles: SqlConsoles
  exports: TraceExports
  downloads: Downloads
}

/**
 * The program as a browser's page has it: without dialogs, and with no path but `paths`, what was opened on this
 * machine before, and what the page uploads. An upload is removed once its archive is there, or cannot be.
 */
export async function browserShell({ library, consoles, exports, downloads }: Parts, paths: string[]): Promise<Shell> {
  const launchPaths = [...paths]
  const known = new Set([...paths, ...(await library.recent()).map(({ path }) => path)])
  return {
    library,
    queries: new QueryStore(),
    exports,
    consoleOf: (archive) => consoles.of(archive),
    choose: () => Promise.resolve([]),
    targetOf: (name) => downloads.targetOf(name),
    written: (target) => downloads.written(target),
    admit(asked) {
      const path = asked.find((path) => !known.has(path) && !isUpload(path) && !library.isOpen(path))
      if (path === undefined) return
      const problem = 'a browser may open only what the command line named and what it uploads itself'
      throw new Failed({ code: 'file_unreadable', path, problem })
    },
    async settled(asked) {
      await Promise.all(asked.filter(isUpload).map((path) => rm(path, { recursive: true, force: true })))
    },
    takeLaunchPaths: () => launchPaths.splice(0),
    showProgress: () => undefined,
  }
}

function isUpload(path: string): boolean {
  return resolve(path).startsWith(uploadsFolder() + sep)
}
