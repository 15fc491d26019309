import type { Handlers } from '../../preload/contract/channel'
import type { ShellRequests } from '../../preload/contract/explorer'
import { Failed } from '../../preload/contract/failure'
import type { SqlConsole } from '../hosts/SqlConsole'
import type { ArchiveLibrary } from './ArchiveLibrary'

export interface Shell {
  library: ArchiveLibrary
  consoleOf(archive: string): SqlConsole
  /** Asks the user for files or a folder; empty where there is no one to ask, or they changed their mind. */
  choose(kind: 'files' | 'folder'): Promise<string[]>
  /** Refuses paths that the page has no business with, by throwing. */
  admit(paths: string[]): void
  /** Called when an opening has ended, well or not. */
  settled(paths: string[]): Promise<void>
  /** What the command line named; empty once it was taken. */
  takeLaunchPaths(): string[]
}

/** Answers the page's requests to the program itself: the same under the desktop and behind a browser. */
export function shellHandlers(shell: Shell): Handlers<ShellRequests> {
  const { library } = shell
  const consoleOf = (archive: string) => {
    if (library.isOpen(archive)) return shell.consoleOf(archive)
    throw new Failed({ code: 'archive_unreadable', path: archive, problem: 'it is not open' })
  }
  return {
    'launch.paths': () => shell.takeLaunchPaths(),
    'recent.list': () => library.recent(),
    'recent.remove': async ({ path }) => {
      await library.remove(path)
      return null
    },
    'recent.delete': async ({ path }) => {
      await library.delete(path)
      return null
    },
    'archive.open': async ({ paths }, context) => {
      shell.admit(paths)
      try {
        return await library.open(paths, context)
      } finally {
        await shell.settled(paths)
      }
    },
    'sample.open': (_, context) => library.openSample(context),
    'dialog.choose': ({ kind }) => shell.choose(kind),
    'sql.run': ({ archive, ...parameters }, context) => consoleOf(archive).run(parameters, context),
    'sql.rows': ({ archive, ...parameters }, context) => consoleOf(archive).rows(parameters, context),
    'sql.vocabulary': ({ archive }, context) => consoleOf(archive).vocabulary(context),
  }
}
