import { app, BrowserWindow, dialog, Menu, MessageChannelMain, session } from 'electron'
import { extname, join, resolve } from 'node:path'
import { serve } from '../../preload/contract/channel'
import { shellRequests } from '../../preload/contract/explorer'
import { electronPort } from '../hosts/electronPort'
import { QueryHosts } from '../hosts/QueryHosts'
import { SpareHosts } from '../hosts/SpareHosts'
import { SqlConsoles } from '../hosts/SqlConsoles'
import { TraceExports } from '../hosts/TraceExports'
import { ArchiveLibrary } from '../shell/ArchiveLibrary'
import { dataFolder } from '../archive/dataFolder'
import { QueryStore } from '../shell/QueryStore'
import { removeOldLeftovers } from '../shell/removeOldLeftovers'
import { shellHandlers } from '../shell/shellHandlers'
import { applicationMenu } from './applicationMenu'
import { declareScheme, serveScheme } from './appScheme'
import { explorerWindow } from './explorerWindow'
import { handedOver, LaunchPaths, type HandedOver } from './launchPaths'
import { answerPortRequests } from './portRequests'
import { utilityHost, type UtilityHost } from './utilityHost'

/**
 * The desktop program, once for each data folder: a second start hands its paths to the first and ends.
 * `entryFolder` is where the build put this entry and those of the hosts.
 */
export function startDesktop(entryFolder: string): void {
  app.setPath('userData', join(dataFolder(), 'desktop'))
  const paths = pathsOf(process.argv)
  // The lock lies in `userData`.
  if (!app.requestSingleInstanceLock({ paths } satisfies HandedOver)) {
    process.stderr.write('Traceloupe is running already: the window opens there.\n')
    return app.exit()
  }
  declareScheme()

  const spares = new SpareHosts<UtilityHost>(utilityHost)
  const queryHosts = new QueryHosts(spares, entryFolder)
  const consoles = new SqlConsoles(utilityHost, entryFolder)
  const exports = new TraceExports(utilityHost, entryFolder)
  const library = new ArchiveLibrary({ spares, queryHosts, consoles, exports, entryFolder })
  const queries = new QueryStore()
  const launchPaths = new LaunchPaths()
  const early: string[][] = []

  const newWindow = (paths: string[] = []) => {
    const window = explorerWindow(join(entryFolder, '../preload/index.cjs'))
    launchPaths.give(window, paths)
    return window
  }
  const openSoon = (paths: string[]) => (app.isReady() ? void newWindow(paths) : void early.push(paths))

  answerPortRequests({
    shell(window) {
      const { port1, port2 } = new MessageChannelMain()
      const handlers = shellHandlers({
        library,
        queries,
        exports,
        consoleOf: (archive) => consoles.of(archive),
        choose: (kind) => choose(window, kind),
        targetOf: (name) => chooseTarget(window, name),
        written: (path) => ({ path }),
        admit: () => undefined,
        settled: () => Promise.resolve(),
        takeLaunchPaths: () => launchPaths.take(window),
        showProgress: (share) => showProgress(window, share),
      })
      serve(electronPort(port1), shellRequests, handlers)
      return port2
    },
    queries: (archive) => (library.isOpen(archive) ? queryHosts.hostOf(archive).openPort(archive) : null),
  })

  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) newWindow()
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    openSoon([path])
  })
  app.on('second-instance', (_event, _argv, _folder, given) => {
    const { data } = handedOver.safeParse(given)
    openSoon(data?.paths ?? [])
  })

  void app.whenReady().then(async () => {
    refusePermissions()
    serveScheme(join(entryFolder, '../renderer'))
    Menu.setApplicationMenu(applicationMenu(() => void newWindow()))
    const wanted = paths.length > 0 || early.length === 0 ? [paths, ...early] : early
    for (const paths of wanted) newWindow(paths)
    await removeOldLeftovers()
  })
}

async function choose(window: BrowserWindow, kind: 'files' | 'folder'): Promise<string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: kind === 'folder' ? ['openDirectory', 'multiSelections'] : ['openFile', 'multiSelections'],
  })
  return filePaths
}

async function chooseTarget(window: BrowserWindow, name: string): Promise<string | null> {
  const extension = extname(name).slice(1)
  const { filePath } = await dialog.showSaveDialog(window, {
    defaultPath: name,
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
  })
  return filePath || null
}

/** In the taskbar or the dock. */
function showProgress(window: BrowserWindow, share: number | 'unknown' | null): void {
  if (window.isDestroyed()) return
  if (share === 'unknown') window.setProgressBar(2, { mode: 'indeterminate' })
  else window.setProgressBar(share ?? -1)
}

/** Nothing but writing text to the clipboard, when the user presses *Copy*. */
function refusePermissions(): void {
  session.defaultSession.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(permission === 'clipboard-sanitized-write')
  })
  session.defaultSession.setPermissionCheckHandler(
    (_contents, permission) => permission === 'clipboard-sanitized-write',
  )
}

/** The paths on the command line, after the program and the folder that Electron was told to run; switches stand anywhere. */
function pathsOf(argv: string[]): string[] {
  const given = argv.filter((argument) => !argument.startsWith('-'))
  return given.slice(app.isPackaged ? 1 : 2).map((path) => resolve(path))
}
