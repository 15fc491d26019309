import { readFile } from 'node:fs/promises'
import type { ExplorerPage } from '../app/ExplorerPage'

/** Memory of the process that shows the page, its share of what it has in common with others; NaN without Linux' `/proc`. */
export async function rendererMegabytes(explorer: ExplorerPage): Promise<number> {
  if (process.platform !== 'linux') return NaN
  const sizes = (await rendererIds(explorer)).map(async (id) => {
    const [, kilobytes = ''] = /^Pss:\s+(\d+)/m.exec(await readFile(`/proc/${id}/smaps_rollup`, 'utf8')) ?? []
    return Number(kilobytes) / 1_000
  })
  return Math.max(...(await Promise.all(sizes)))
}

async function rendererIds({ page, electron }: ExplorerPage): Promise<number[]> {
  if (electron) {
    return electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getOSProcessId()),
    )
  }
  const session = await page.context().browser()?.newBrowserCDPSession()
  const { processInfo = [] } = (await session?.send('SystemInfo.getProcessInfo')) ?? {}
  await session?.detach()
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
}
