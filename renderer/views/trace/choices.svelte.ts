import { rememberChoice, rememberedChoice } from '../../state/choice'

const SWITCH = ['on', 'off'] as const

/** How traces are shown, whichever trace it is. Sizes are pixels. */
class TraceChoices {
  treeWidth = $state(380)
  detailWidth = $state(400)
  detailOpen = $state(false)
  criticalPath = $state(rememberedChoice('trace-critical-path', SWITCH) !== 'off')

  squeeze = $state(rememberedChoice('trace-squeeze', SWITCH) !== 'off')

  toggleSqueeze(): void {
    this.squeeze = !this.squeeze
    rememberChoice('trace-squeeze', this.squeeze ? 'on' : 'off')
  }

  toggleCriticalPath(): void {
    this.criticalPath = !this.criticalPath
    rememberChoice('trace-critical-path', this.criticalPath ? 'on' : 'off')
  }
}

export const choices = new TraceChoices()
