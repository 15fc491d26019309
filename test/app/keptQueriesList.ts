import type { ExplorerPage } from './ExplorerPage'

export const field = ({ page }: ExplorerPage) => page.getByRole('textbox', { name: 'TraceQL query' })
export const popover = ({ page }: ExplorerPage) => page.getByRole('dialog', { name: 'Saved and recent queries' })
export const filter = ({ page }: ExplorerPage) => page.getByRole('combobox', { name: 'Find a query' })
export const opener = ({ page }: ExplorerPage) => page.getByRole('button', { name: 'Saved and recent queries' })

/** The queries of a section, from top to bottom. */
export async function queriesIn(explorer: ExplorerPage, section: 'Saved' | 'Recent'): Promise<string[]> {
  return popover(explorer).getByRole('rowgroup', { name: section }).locator('code').allInnerTexts()
}

export function row(explorer: ExplorerPage, section: 'Saved' | 'Recent', words: string) {
  return popover(explorer).getByRole('rowgroup', { name: section }).getByRole('row').filter({ hasText: words })
}

export async function write(explorer: ExplorerPage, query: string): Promise<void> {
  await field(explorer).click()
  await explorer.page.keyboard.press('ControlOrMeta+A')
  await explorer.page.keyboard.insertText(query)
}

export async function search(explorer: ExplorerPage, ...queries: string[]): Promise<void> {
  for (const query of queries) {
    await write(explorer, query)
    await explorer.press('Enter')
  }
}

export async function open(explorer: ExplorerPage): Promise<void> {
  await field(explorer).click()
  await explorer.press('Alt+ArrowDown')
}
