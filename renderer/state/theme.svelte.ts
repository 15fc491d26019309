import { rememberChoice, rememberedChoice } from './choice'

export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

/** Light, dark, or as the system has it. `data-theme` on the root element overrides the system. */
class ThemeChoice {
  chosen = $state<Theme>(rememberedChoice('theme', THEMES) ?? 'system')

  constructor() {
    this.#apply()
  }

  choose(theme: Theme): void {
    this.chosen = theme
    rememberChoice('theme', theme)
    this.#apply()
  }

  #apply(): void {
    const root = document.documentElement
    if (this.chosen === 'system') delete root.dataset['theme']
    else root.dataset['theme'] = this.chosen
  }
}

export const theme = new ThemeChoice()
