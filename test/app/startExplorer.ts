import { _electron, type Browser, chromium, type ElectronApplication, type Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { builtEntries, chromiumPath, projectFolder, sandboxArguments } from '../support/runtimes'

export interface StartedExplorer {
  page: Page
  /** Null in the browser. */
  electron: ElectronApplication | null
  close(): Promise<void>
}

/** A zone with half an hour in it, so that local times and UTC are never mistaken for one another. */
const TIME_ZONE = 'Asia/Kolkata'

/** What starts the program under test may cut off arguments behind the program's folder: these are there to be cut. */
const CUT_OFF = Array<string>(8).fill('--')

/** Starts the desktop window on a data folder, with paths on its command line. */
export async function startDesktop(paths: string[], data: string): Promise<StartedExplorer> {
  const electron = await _electron.launch({
    args: [...sandboxArguments, projectFolder, ...CUT_OFF, ...paths],
    env: { ...environment(), TRACELOUPE_DATA: data },
  })
  const page = await electron.firstWindow()
  return { page, electron, close: () => electron.close() }
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath() ?? '',
    args: [...sandboxArguments, '--disable-gpu', '--disable-background-networking', '--disable-quic'],
    env: environment(),
  })
}

/**
 * Starts the browser host likewise, and opens the address which it prints: in a context of its own in the given browser,
 * or in a browser of its own.
 */
export async function startBrowser(paths: string[], data: string, shared?: Browser): Promise<StartedExplorer> {
  const server = spawn('node', [join(builtEntries, 'cli.js'), 'serve', ...paths], {
    env: { ...environment(), TRACELOUPE_DATA: data },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const address = await new Promise<string>((resolve, reject) => {
    let said = ''
    server.stdout.on('data', (part: Buffer) => {
      said += part.toString()
      const [found] = said.match(/http:\S+/) ?? []
      if (found) resolve(found)
    })
    server.once('exit', (code) => reject(new Error(`the server ended with status ${code}`)))
  })
  const browser = shared ?? (await launchChromium())
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(address)
  return {
    page,
    electron: null,
    async close() {
      await (shared ? page.context() : browser).close()
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
    },
  }
}

function environment(): Record<string, string> {
  const given = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { ...Object.fromEntries(given), TZ: TIME_ZONE }
}
