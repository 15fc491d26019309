import { app, BrowserWindow, dialog, Menu, MessageChannelMain, session } from 'electron'
import { join, resolve } from 'node:path'
import { serve } from '../../preload/contract/channel'
import { shellRequests } from '../../preload/contract/explorer'
import { electronPort } from '../hosts/electronPort'
import { QueryHosts } from '../hosts/QueryHosts'
import { SqlConsoles } from '../hosts/SqlConsoles'
import { ArchiveLibrary } from '../shell/ArchiveLibrary'
import { dataFolder } from '../shell/dataFolder'
import { shellHandlers } from '../shell/shellHandlers'
import { applicationMenu } from './applicationMenu'
import { declareScheme, serveScheme } from './appScheme'
import { explorerWindow } from './explorerWindow'
import { answerPortRequests } from './portRequests'
import { utilityHost, type UtilityHost } from './utilityHost'

/** The desktop program. `entryFolder` is where the build put this entry and those of the hosts. */
export function startDesktop(entryFolder: string): void {
  app.setPath('userData', join(dataFolder(), 'desktop'))
  declareScheme()

  const queryHosts = new QueryHosts<UtilityHost>(utilityHost, entryFolder)
  const consoles = new SqlConsoles(utilityHost, entryFolder)
  const library = new ArchiveLibrary({ spawnHost: utilityHost, queryHosts, entryFolder })
  let launchPaths = pathsOf(process.argv)

  const newWindow = () => explorerWindow(join(entryFolder, '../preload/index.cjs'))

  answerPortRequests({
    shell(window) {
      const { port1, port2 } = new MessageChannelMain()
      const handlers = shellHandlers({
        library,
        consoleOf: (archive) => consoles.of(archive),
        choose: (kind) => choose(window, kind),
        admit: () => undefined,
        settled: () => Promise.resolve(),
        takeLaunchPaths: () => launchPaths.splice(0),
      })
      serve(electronPort(port1), shellRequests, handlers)
      return port2
    },
    queries: (archive) => (library.isOpen(archive) ? queryHosts.hostOf(archive).openPort() : null),
  })

  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) newWindow()
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    launchPaths = [path]
    if (app.isReady()) newWindow()
  })

  void app.whenReady().then(async () => {
    refusePermissions()
    serveScheme(join(entryFolder, '../renderer'))
    Menu.setApplicationMenu(applicationMenu(newWindow))
    newWindow()
    await library.removeOldLeftovers()
  })
}

async function choose(window: BrowserWindow, kind: 'files' | 'folder'): Promise<string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    properties: kind === 'folder' ? ['openDirectory', 'multiSelections'] : ['openFile', 'multiSelections'],
  })
  return filePaths
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
