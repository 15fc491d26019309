import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ExplorerPage } from '../app/ExplorerPage'
import { startBrowser, startDesktop } from '../app/startExplorer'
import type { Host } from './measureTracePage'

/** A statement, and the name of its first column, which no other has. */
export interface TimedStatement {
  statement: string
  column: string
}

/** Nothing may take longer than this. */
const TIMEOUT_MS = 600_000

/** From Ctrl+Enter until the first rows of each statement are drawn, in milliseconds, one after the other. */
export async function measureStatements(
  host: Host,
  archive: string,
  statements: readonly TimedStatement[],
): Promise<number[]> {
  const data = await mkdtemp(join(tmpdir(), 'traceloupe-statements-'))
  const { page, electron, close } = await (host === 'desktop' ? startDesktop : startBrowser)([archive], data)
  try {
    page.setDefaultTimeout(TIMEOUT_MS)
    const explorer = new ExplorerPage(page, electron)
    await explorer.idle()
    await explorer.press('3')
    // The process that runs statements is there.
    await explorer.runSql('SELECT 1 AS warm')
    const times: number[] = []
    for (const { statement, column } of statements) {
      await explorer.writeSql(statement)
      const watch = await page.evaluateHandle(watchDrawing, column)
      await page.keyboard.press('ControlOrMeta+Enter')
      times.push(await watch.evaluate(({ drawn }) => drawn))
      await explorer.idle()
    }
    return times
  } finally {
    await close()
    await rm(data, { recursive: true, force: true })
  }
}

/** Runs in the page: milliseconds from the next Enter until the frame after the first cells of that result are there. */
function watchDrawing(column: string): { drawn: Promise<number> } {
  const drawn = new Promise<number>((resolve) => {
    let pressedAt = NaN
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== 'Enter') return
      removeEventListener('keydown', pressed, true)
      pressedAt = performance.now()
    }
    addEventListener('keydown', pressed, true)
    const look = () => {
      const grid = document.querySelector('[role=grid][aria-label=Result]')
      const heads = [...(grid?.querySelectorAll('[role=columnheader]') ?? [])]
      const isThere = heads.some(({ textContent }) => textContent?.includes(column))
      const isDrawn = isThere && grid?.querySelector('[role=gridcell]') && !grid.closest('.stale')
      requestAnimationFrame(isDrawn ? () => resolve(performance.now() - pressedAt) : look)
    }
    look()
  })
  return { drawn }
}
