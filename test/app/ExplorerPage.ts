import type { ElectronApplication, Locator, Page } from '@playwright/test'

/** The program as a person sees it: what the tests press, and what they read. */
export class ExplorerPage {
  readonly page: Page
  /** Null in the browser. */
  readonly electron: ElectronApplication | null
  /** What the page complained of. */
  readonly complaints: string[] = []
  /** The list of traces. */
  readonly traces: Locator
  /** The spans of the trace that is shown. */
  readonly waterfall: Locator
  /** The rows of a statement. */
  readonly result: Locator

  constructor(page: Page, electron: ElectronApplication | null) {
    this.page = page
    this.electron = electron
    this.traces = page.getByRole('grid', { name: 'Traces' })
    this.waterfall = page.getByRole('treegrid')
    this.result = page.getByRole('grid', { name: 'Result' })
    // From now on: asked for with the key that opens one, a busy browser begins too late and cancels its own dialog.
    if (!electron) page.on('filechooser', () => undefined)
    page.on('pageerror', (error) => this.complaints.push(error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text())
    })
  }

  /** Waits until nothing is being asked, loaded or drawn. */
  async idle(): Promise<void> {
    await this.page.locator('html[data-idle="true"]').waitFor({ state: 'attached' })
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name })
  }

  dialog(name: string | RegExp): Locator {
    return this.page.getByRole('dialog', { name })
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
    await this.idle()
  }

  /** Goes to an address within the program, as a link does. */
  async go(address: string): Promise<void> {
    await this.page.evaluate((hash) => {
      location.hash = hash
    }, address)
    await this.idle()
  }

  /** The durations in the trace list's visible rows, in nanoseconds. */
  async durationsShown(): Promise<number[]> {
    const texts = await this.page.locator('[role=row][data-trace-id] [role=gridcell]:nth-child(4)').allInnerTexts()
    return texts.map(nanosecondsIn)
  }

  /** The ids of the traces in the list's rows, in their order. */
  async tracesShown(): Promise<string[]> {
    const rows = await this.traces
      .locator('[data-trace-id]')
      .evaluateAll((rows) =>
        rows.map((row) => [Number(row.ariaRowIndex ?? 0), row.getAttribute('data-trace-id') ?? ''] as const),
      )
    return rows.sort(([a], [b]) => a - b).map(([, traceId]) => traceId)
  }

  async traceIdAt(row: number): Promise<string> {
    const shown = this.page.locator(`[role=row][data-trace-id][aria-rowindex="${row + 2}"]`)
    return (await shown.getAttribute('data-trace-id')) ?? ''
  }

  /** The row of a span in the waterfall. */
  span(spanId: string): Locator {
    return this.waterfall.locator(`[role=row][data-span-id="${spanId}"]`)
  }

  /** Replaces what is in the editor. */
  async writeSql(statement: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'SQL statement' }).focus()
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.insertText(statement)
  }

  /** Replaces what is in the editor and runs it. */
  async runSql(statement: string): Promise<void> {
    await this.writeSql(statement)
    await this.press('ControlOrMeta+Enter')
  }

  /** The cells of the result's visible rows, without the number of the row. */
  async sqlRows(): Promise<string[][]> {
    const rows = this.result.getByRole('row').filter({ has: this.page.getByRole('gridcell') })
    return Promise.all((await rows.all()).map((row) => row.getByRole('gridcell').allInnerTexts()))
  }

  /** Drops files or folders into the window's left part, as a file manager does, and waits for what comes of it. */
  async drop(...paths: string[]): Promise<void> {
    await this.letGo(paths)
    await this.idle()
  }

  /** Drops files or folders at a place that many pixels from the left, and goes on at once. */
  async letGo(paths: string[], x = 400): Promise<void> {
    const protocol = await this.page.context().newCDPSession(this.page)
    const data = { items: [], files: paths, dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await protocol.send('Input.dispatchDragEvent', { type, x, y: 300, data })
    }
    await protocol.detach()
  }
}

const UNITS: Record<string, number> = { ns: 1, µs: 1e3, ms: 1e6, s: 1e9, m: 60e9, h: 3600e9 }

/** What a duration as it is shown stands for, such as `1.23 s` or `2 m 05 s`. */
function nanosecondsIn(text: string): number {
  const parts = [...text.matchAll(/([\d.,]+)\s*(ns|µs|ms|s|m|h)\b/g)]
  return parts.reduce(
    (sum, [, number = '', unit = '']) => sum + Number(number.replaceAll(',', '')) * (UNITS[unit] ?? NaN),
    0,
  )
}
