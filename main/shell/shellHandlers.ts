import type { OpenedArchive, OpeningProgress } from '../../preload/contract/archive'
import type { Context, Handlers } from '../../preload/contract/channel'
import type { ShellRequests } from '../../preload/contract/explorer'
import type { WrittenFile } from '../../preload/contract/exports'
import { ImportPace } from '../../preload/contract/ImportPace'
import { writeWhole } from '../export/writeWhole'
import type { SqlConsole } from '../hosts/SqlConsole'
import type { TraceExports } from '../hosts/TraceExports'
import type { ArchiveLibrary } from './ArchiveLibrary'
import { keepSelection } from './keepSelection'
import type { QueryStore } from './QueryStore'

export interface Shell {
  library: ArchiveLibrary
  queries: QueryStore
  exports: TraceExports
  consoleOf(archive: string): SqlConsole
  /** Asks the user for files or a folder; empty where there is no one to ask, or they changed their mind. */
  choose(kind: 'files' | 'folder'): Promise<string[]>
  /** Asks the user where a file of this name is to go; null where they changed their mind. */
  targetOf(name: string): Promise<string | null>
  /** How the user can have the file that was written to a target. */
  written(target: string): WrittenFile
  /** Refuses paths that the page has no business with, by throwing. */
  admit(paths: string[]): void
  /** Called when an opening has ended, well or not. */
  settled(paths: string[]): Promise<void>
  /** What the command line named; empty once it was taken. */
  takeLaunchPaths(): string[]
  /** Shows outside of the page how much of an import is done: 0 to 1, `unknown`, or null when none is under way. */
  showProgress(share: number | 'unknown' | null): void
}

/** Answers the page's requests to the program itself: the same under the desktop and behind a browser. */
export function shellHandlers(shell: Shell): Handlers<ShellRequests> {
  const { library, queries } = shell
  const consoleOf = (archive: string) => {
    library.requireOpen(archive)
    return shell.consoleOf(archive)
  }
  const openFrom = async (paths: string[], open: () => Promise<OpenedArchive>) => {
    shell.admit(paths)
    try {
      return await open()
    } finally {
      await shell.settled(paths)
    }
  }
  const save = async (name: string, write: (target: string) => Promise<void>) => {
    const target = await shell.targetOf(name)
    if (target === null) return null
    await write(target)
    return shell.written(target)
  }
  return {
    'launch.paths': () => shell.takeLaunchPaths(),
    'opening.prepare': () => {
      library.prepare()
      return null
    },
    'recent.list': () => library.recent(),
    'recent.remove': async ({ path }) => {
      await library.remove(path)
      return null
    },
    'recent.delete': async ({ path }) => {
      await library.delete(path)
      return null
    },
    'archive.open': ({ paths }, context) =>
      openFrom(paths, () => shown(shell, context, (followed) => library.open(paths, followed))),
    'sample.open': (_, context) => shown(shell, context, (followed) => library.openSample(followed)),
    'archive.add': ({ archive, paths }, context) =>
      openFrom(paths, () => shown(shell, context, (followed) => library.add(archive, paths, followed))),
    'archive.changes': async ({ archive }, { signal, progress }) => {
      await library.followChanges(archive, () => progress(null), signal)
      return null
    },
    'dialog.choose': ({ kind }) => shell.choose(kind),
    'trace.export': ({ name, ...wanted }, context) => {
      library.requireOpen(wanted.archive)
      return save(name, (file) => shell.exports.write({ ...wanted, file }, context))
    },
    'file.save': ({ name, content }) => save(name, (file) => writeWhole([content], file)),
    'queries.list': ({ language }) => queries.list(language),
    'queries.save': async (query) => {
      await queries.save(query)
      return null
    },
    'queries.remove': async ({ id }) => {
      await queries.remove(id)
      return null
    },
    'queries.record': async (query) => {
      await queries.record(query)
      return null
    },
    'queries.forget': async (query) => {
      await queries.forget(query)
      return null
    },
    'queries.dismissDamage': async () => {
      await queries.dismissDamage()
      return null
    },
    'tabs.list': () => queries.tabs(),
    'tabs.keep': async (tab) => {
      await queries.keepTab(tab)
      return null
    },
    'tabs.close': async ({ id }) => {
      await queries.closeTab(id)
      return null
    },
    'sql.run': ({ archive, ...parameters }, context) => consoleOf(archive).run(parameters, context),
    'sql.rows': ({ archive, ...parameters }, context) => consoleOf(archive).rows(parameters, context),
    'sql.arrange': ({ archive, ...parameters }, context) => consoleOf(archive).arrange(parameters, context),
    'sql.cell': ({ archive, ...parameters }, context) => consoleOf(archive).cell(parameters, context),
    'sql.profile': ({ archive, ...parameters }, context) => consoleOf(archive).profile(parameters, context),
    'sql.chart': ({ archive, ...parameters }, context) => consoleOf(archive).chart(parameters, context),
    'sql.select': async ({ archive, statement, ...parameters }, context) => {
      const found = await consoleOf(archive).select(parameters, context)
      return found && keepSelection(archive, { ...found, statement })
    },
    'sql.explain': ({ archive, ...parameters }, context) => consoleOf(archive).explain(parameters, context),
    'sql.export': ({ archive, name, ...parameters }, context) => {
      const console = consoleOf(archive)
      return save(name, (file) => console.export({ ...parameters, file }, context))
    },
    'sql.vocabulary': ({ archive }, context) => consoleOf(archive).vocabulary(context),
  }
}

/** Runs an opening, of which the share that is done is shown while it imports. Openings that wait show nothing. */
async function shown(
  shell: Shell,
  { signal, progress }: Context<OpeningProgress>,
  open: (context: Context<OpeningProgress>) => Promise<OpenedArchive>,
): Promise<OpenedArchive> {
  const pace = new ImportPace()
  let importing = false
  const follow = (report: OpeningProgress) => {
    progress(report)
    if (report.phase === 'waiting') return
    importing = true
    shell.showProgress(pace.follow(report).share ?? 'unknown')
  }
  try {
    return await open({ signal, progress: follow })
  } finally {
    if (importing) shell.showProgress(null)
  }
}
