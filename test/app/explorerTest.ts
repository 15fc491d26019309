import { _electron, chromium, test as base, expect, type ElectronApplication, type Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromiumPath, projectFolder, sandboxArguments, withoutElectron } from '../support/runtimes'
import { ExplorerPage } from './ExplorerPage'

interface Fixtures {
  /** The program on an empty data folder of its own, at its first page. */
  explorer: ExplorerPage
  /** Starts the program on a given data folder, with paths on the command line. */
  start: (options?: { paths?: string[]; data?: string }) => Promise<ExplorerPage>
  dataFolder: string
}

/** Every test runs twice: in the desktop window and in a browser. */
export const test = base.extend<Fixtures>({
  dataFolder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'traceloupe-app-'))
    await use(folder)
    await rm(folder, { recursive: true, force: true })
  },
  start: async ({ dataFolder }, use, testInfo) => {
    const desktop = testInfo.project.name === 'desktop'
    const obstacle = desktop ? withoutElectron() : chromiumPath() ? null : 'there is no Chromium'
    testInfo.skip(obstacle !== null, `${testInfo.project.name}: ${obstacle}`)
    const running: { close(): Promise<void> }[] = []
    await use(async ({ paths = [], data = dataFolder } = {}) => {
      const started = desktop ? await startDesktop(paths, data) : await startBrowser(paths, data)
      running.push(started)
      const explorer = new ExplorerPage(started.page, started.electron)
      await explorer.idle()
      return explorer
    })
    for (const { close } of running) await close()
  },
  explorer: async ({ start }, use) => use(await start()),
})

export { expect }

interface Started {
  page: Page
  electron: ElectronApplication | null
  close(): Promise<void>
}

async function startDesktop(paths: string[], data: string): Promise<Started> {
  const electron = await _electron.launch({
    args: [...sandboxArguments, projectFolder, ...paths],
    env: { ...environment(), TRACELOUPE_DATA: data },
  })
  const page = await electron.firstWindow()
  return { page, electron, close: () => electron.close() }
}

async function startBrowser(paths: string[], data: string): Promise<Started> {
  const server = spawn('node', [join(projectFolder, 'out/main/cli.js'), 'serve', ...paths], {
    env: { ...environment(), TRACELOUPE_DATA: data },
    stdio: ['ignore', 'pipe', 'inherit'],
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
  const browser = await chromium.launch({
    executablePath: chromiumPath() ?? '',
    args: [...sandboxArguments, '--disable-gpu', '--disable-background-networking', '--disable-quic'],
  })
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
  await page.goto(address)
  return {
    page,
    electron: null,
    async close() {
      await browser.close()
      const ended = new Promise((resolve) => server.once('exit', resolve))
      server.kill('SIGINT')
      await ended
    },
  }
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
