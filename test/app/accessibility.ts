import AxeBuilder from '@axe-core/playwright'
import type { ExplorerPage } from './ExplorerPage'

/** What the rules of axe say of colours: all that a theme can change. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block']

interface Bar {
  id: string
  impact: string
  theme: 'light' | 'dark'
  /** The first elements, and what is wrong with them. */
  elements: string[]
}

/** What bars people from what is shown, in the light theme and in the dark one; the theme must be the system's. */
export async function barsIn(explorer: ExplorerPage): Promise<Bar[]> {
  const bars: Bar[] = []
  for (const theme of ['light', 'dark'] as const) {
    await explorer.page.emulateMedia({ colorScheme: theme })
    // The page hears of it with the next frame.
    await explorer.page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    )
    await explorer.idle()
    // Without legacy mode it would open a page of its own, which a desktop window does not do.
    const axe = new AxeBuilder({ page: explorer.page }).setLegacyMode()
    const { violations } = await (theme === 'light' ? axe : axe.withRules(COLOUR_RULES)).analyze()
    for (const { id, impact, nodes } of violations) {
      const elements = nodes.slice(0, 5).map(({ html, failureSummary = '' }) => `${html}\n${failureSummary}`)
      bars.push({ id, impact: impact ?? '', theme, elements })
    }
  }
  await explorer.page.emulateMedia({ colorScheme: null })
  return bars
}

/** Those of them that are serious or critical. */
export async function graveBarsIn(explorer: ExplorerPage): Promise<Bar[]> {
  const bars = await barsIn(explorer)
  return bars.filter(({ impact }) => impact === 'serious' || impact === 'critical')
}
