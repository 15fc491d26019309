import type { ElectronApplication, Locator, Page } from '@playwright/test'

/** The program as a person sees it: what the tests press, and what they read. */
export class ExplorerPage {
  readonly page: Page
  /** Null in the browser. */
  readonly electron: ElectronApplication | null
  /** What the page complained of. */
  readonly complaints: string[] = []

  constructor(page: Page, electron: ElectronApplication | null) {
    this.page = page
    this.electron = electron
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

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key)
    await this.idle()
  }

  /** The durations in the trace list's visible rows, in nanoseconds. */
  async durationsShown(): Promise<number[]> {
    const texts = await this.page.locator('[role=row][data-trace-id] [role=gridcell]:nth-child(4)').allInnerTexts()
    return texts.map(nanosecondsIn)
  }

  async traceIdAt(row: number): Promise<string> {
    const shown = this.page.locator(`[role=row][data-trace-id][aria-rowindex="${row + 2}"]`)
    return (await shown.getAttribute('data-trace-id')) ?? ''
  }

  /** Replaces what is in the editor and runs it. */
  async runSql(statement: string): Promise<void> {
    const editor = this.page.getByRole('textbox', { name: 'SQL statement' })
    await editor.focus()
    await this.page.keyboard.press('ControlOrMeta+a')
    await this.page.keyboard.insertText(statement)
    await this.press('ControlOrMeta+Enter')
  }

  /** The cells of the result's visible rows, without the number of the row. */
  async sqlRows(): Promise<string[][]> {
    const rows = this.page
      .getByRole('grid', { name: 'Result' })
      .getByRole('row')
      .filter({ has: this.page.getByRole('gridcell') })
    return Promise.all((await rows.all()).map((row) => row.getByRole('gridcell').allInnerTexts()))
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
