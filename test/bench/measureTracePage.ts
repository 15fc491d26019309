import type { Page } from '@playwright/test'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ExplorerPage } from '../app/ExplorerPage'
import { startBrowser, startDesktop } from '../app/startExplorer'
import { framesDuring, type Frames } from './framesDuring'
import { rendererMegabytes } from './rendererMegabytes'

export type Host = 'browser' | 'desktop'

/** How the page of one trace gets on, in milliseconds. */
export interface TracePageFigures {
  /** From the file let go over the window until the waterfall is drawn. */
  chosen: number
  /** From a click on the archive in the list of recent ones, in a program just started. */
  reopened: number
  /** From a text put into the address until its matches are counted and marked. */
  searched: number
  /** Of the renderer, after all of it. */
  megabytes: number
  frames: Record<string, Frames>
}

const WHEEL_TURNS = 60
const ZOOM_TURNS = 20
/** Nobody has found a file before so long after the start of the program. */
const PERSON_MS = 2_000
/** Nothing may take longer than this. */
const TIMEOUT_MS = 600_000

/** Opens a trace of a Jaeger document in the program, and works with it. */
export async function measureTracePage(host: Host, file: string): Promise<TracePageFigures> {
  const data = await mkdtemp(join(tmpdir(), 'traceloupe-trace-'))
  try {
    const first = await inProgram(host, data, async (explorer) => {
      const chosen = await timeToWaterfall(explorer, 'drop', () => explorer.letGo([file]))
      const frames = await allFrames(explorer)
      const searched = await timeToMatch(explorer)
      return { chosen, frames, searched, megabytes: await rendererMegabytes(explorer) }
    })
    const reopened = await inProgram(host, data, (explorer) => {
      const entry = explorer.page.getByRole('listitem').getByRole('button').first()
      return timeToWaterfall(explorer, 'click', () => entry.click())
    })
    return { ...first, reopened }
  } finally {
    await rm(data, { recursive: true, force: true })
  }
}

async function inProgram<Value>(
  host: Host,
  data: string,
  use: (explorer: ExplorerPage) => Promise<Value>,
): Promise<Value> {
  const { page, electron, close } = await (host === 'desktop' ? startDesktop : startBrowser)([], data)
  try {
    page.setDefaultTimeout(TIMEOUT_MS)
    const explorer = new ExplorerPage(page, electron)
    await explorer.idle()
    await page.waitForTimeout(PERSON_MS)
    return await use(explorer)
  } finally {
    await close()
  }
}

/** From an event of the page that `begin` causes. */
async function timeToWaterfall(
  explorer: ExplorerPage,
  event: 'drop' | 'click',
  begin: () => Promise<void>,
): Promise<number> {
  const { page } = explorer
  const began = await page.evaluateHandle((type) => {
    const moment = { at: NaN }
    addEventListener(type, () => (moment.at = performance.now()), { capture: true, once: true })
    return moment
  }, event)
  await begin()
  const drawn = await whenDrawn(page)
  await explorer.idle()
  return drawn - (await began.evaluate(({ at }) => at))
}

/** When the page has a waterfall on the screen, by its own clock: two frames after its first row is there. */
function whenDrawn(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () => {
          const row = document.querySelector('[role=treegrid] [role=row][data-span-id]')
          requestAnimationFrame(row ? () => requestAnimationFrame(() => resolve(performance.now())) : look)
        }
        look()
      }),
  )
}

async function allFrames(explorer: ExplorerPage): Promise<Record<string, Frames>> {
  const { page, waterfall } = explorer
  const box = await waterfall.boundingBox()
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) * 0.8, (box?.y ?? 0) + 200)
  await waterfall.focus()
  const wheel = async (turns: number, deltaY: number) => {
    for (let turn = 0; turn < turns; turn++) await page.mouse.wheel(0, deltaY)
    await explorer.idle()
  }
  return {
    idle: await framesDuring(page, () => page.waitForTimeout(1_000)),
    scroll: await framesDuring(page, () => wheel(WHEEL_TURNS, 900)),
    'to both ends': await framesDuring(page, () => explorer.press('End', 'Home')),
    zoom: await framesDuring(page, async () => {
      await page.keyboard.down('Control')
      await wheel(ZOOM_TURNS, -240)
      await wheel(ZOOM_TURNS, 240)
      await page.keyboard.up('Control')
    }),
    'collapse all': await framesDuring(page, () => explorer.press('{')),
    'expand all': await framesDuring(page, () => explorer.press('}')),
  }
}

/** A text that a few spans have in an attribute. */
async function timeToMatch({ page }: ExplorerPage): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const began = performance.now()
        location.hash = `${location.hash.split('?')[0]}?query=customers/4242`
        const look = () => {
          const said = document.querySelector('[aria-label="Spans that match the query"] [role=status]')
          const shown = said?.textContent?.includes('match') ?? false
          requestAnimationFrame(shown ? () => requestAnimationFrame(() => resolve(performance.now() - began)) : look)
        }
        look()
      }),
  )
}
