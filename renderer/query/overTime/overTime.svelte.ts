import { rememberChoice, rememberedChoice } from '../../state/choice'

const KEY = 'matches-over-time'

/** Whether matches over time are shown above the list, as this machine remembers it. */
class OverTime {
  open = $state(rememberedChoice(KEY, ['open', 'closed']) !== 'closed')

  toggle(): void {
    this.open = !this.open
    rememberChoice(KEY, this.open ? 'open' : 'closed')
  }
}

export const overTime = new OverTime()
