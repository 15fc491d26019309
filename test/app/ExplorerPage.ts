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
}
