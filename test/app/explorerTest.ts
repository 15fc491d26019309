import { test as base, type Browser, expect } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeSample } from '../../main/sample/writeSample'
import { chromiumPath, withoutElectron } from '../support/runtimes'
import { importInto } from './commandLine'
import { ExplorerPage } from './ExplorerPage'
import { launchChromium, startBrowser, startDesktop } from './startExplorer'

type Start = (options?: { paths?: string[]; data?: string }) => Promise<ExplorerPage>

interface TestFixtures {
  /** Skips the test by name where its window or browser cannot be had. */
  runtime: void
  /** A test that provokes the page's complaints says so; any other fails on one. */
  mayComplain: boolean
  dataFolder: string
  /** Starts the program on a given data folder, with paths on the command line; what was started before ends. */
  start: Start
  /** The program on an empty data folder of its own, at its first page. */
  explorer: ExplorerPage
  /** The program at the list of the sample's traces. It is shared: a test leaves archive and data folder as they are. */
  sample: ExplorerPage
}

interface WorkerFixtures {
  workerFolder: string
  /** The browser of all pages that are not in a desktop window; it starts with the first of them. */
  chromium: () => Promise<Browser>
  /** The sample as an export. */
  sampleExport: string
  /** The sample imported once by the command line, to be read. */
  sampleArchive: string
  runningOnSample: ExplorerPage
}

/** Every test runs twice: in the desktop window and in a browser. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  mayComplain: [false, { option: true }],
  runtime: [
    async ({}, use, testInfo) => {
      const desktop = isDesktop(testInfo.project.name)
      const obstacle = desktop ? withoutElectron() : chromiumPath() ? null : 'there is no Chromium'
      testInfo.skip(obstacle !== null, `${testInfo.project.name}: ${obstacle}`)
      await use()
    },
    { auto: true },
  ],
  dataFolder: async ({}, use) => withFolder(use),
  start: async ({ runtime: _, chromium, dataFolder, mayComplain }, use, testInfo) => {
    let running: Awaited<ReturnType<typeof startIn>> | undefined
    const end = async () => {
      const ending = running
      running = undefined
      await ending?.close()
      if (!mayComplain) expect(ending?.explorer.complaints ?? []).toEqual([])
    }
    await use(async ({ paths = [], data = dataFolder } = {}) => {
      await end()
      running = await startIn(testInfo.project.name, paths, data, chromium)
      return running.explorer
    })
    await end()
  },
  explorer: async ({ start }, use) => use(await start()),
  sample: async ({ runtime: _, runningOnSample: explorer, mayComplain }, use) => {
    await explorer.page.evaluate(() => {
      localStorage.clear()
      history.replaceState(null, '', '#/traces')
    })
    await explorer.page.reload()
    await explorer.idle()
    explorer.complaints.length = 0
    const size = explorer.page.viewportSize()
    await use(explorer)
    // It is shared: the next test has a page of the usual size and colours.
    if (size) await explorer.page.setViewportSize(size)
    await explorer.page.emulateMedia({ colorScheme: null })
    if (!mayComplain) expect(explorer.complaints).toEqual([])
  },
  chromium: [
    async ({}, use) => {
      let launched: Promise<Browser> | undefined
      await use(() => (launched ??= launchChromium()))
      await (await launched)?.close()
    },
    { scope: 'worker' },
  ],
  workerFolder: [async ({}, use) => withFolder(use), { scope: 'worker' }],
  sampleExport: [
    async ({ workerFolder }, use) => {
      const path = join(workerFolder, 'shop.otlp.jsonl')
      await writeSample(path)
      await use(path)
    },
    { scope: 'worker' },
  ],
  sampleArchive: [
    async ({ workerFolder, sampleExport }, use) => {
      const path = join(workerFolder, 'shop.duckdb')
      await importInto(path, sampleExport)
      await use(path)
    },
    { scope: 'worker' },
  ],
  runningOnSample: [
    async ({ workerFolder, chromium, sampleArchive }, use, { project }) => {
      const running = await startIn(project.name, [sampleArchive], join(workerFolder, 'data'), chromium)
      await use(running.explorer)
      await running.close()
    },
    { scope: 'worker' },
  ],
})

export { expect }

/** Projects are named after what the program runs in. */
function isDesktop(project: string): boolean {
  return project.startsWith('desktop')
}

async function startIn(
  project: string,
  paths: string[],
  data: string,
  chromium: () => Promise<Browser>,
): Promise<{ explorer: ExplorerPage; close(): Promise<void> }> {
  const started = isDesktop(project) ? startDesktop(paths, data) : startBrowser(paths, data, await chromium())
  const { page, electron, close } = await started
  const explorer = new ExplorerPage(page, electron)
  await explorer.idle()
  return { explorer, close }
}

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'traceloupe-app-'))
  await use(folder)
  await rm(folder, { recursive: true, force: true })
}
