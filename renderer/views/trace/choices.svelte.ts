import { rememberChoice, rememberedChoice, rememberedNumber } from '../../state/choice'
import { TIME_MODES, type TimeMode } from './time/timeMode'

const SWITCH = ['on', 'off'] as const
const PANEL_PLACES = ['right', 'below'] as const
/** Where the span's details stand. */
export type PanelPlace = (typeof PANEL_PLACES)[number]
const DETAIL_SIZES: Record<PanelPlace, number> = { right: 400, below: 320 }

/** How traces are shown, whichever trace it is. Sizes are pixels. */
class TraceChoices {
  treeWidth = $state(380)
  detailOpen = $state(false)
  /** Whether the list of logs and events shows the whole of its selected record. */
  recordOpen = $state(false)
  detailPlace = $state<PanelPlace>(rememberedChoice('trace-detail-place', PANEL_PLACES) ?? 'right')
  #detailSizes = $state({
    right: rememberedNumber('trace-detail-right') ?? DETAIL_SIZES.right,
    below: rememberedNumber('trace-detail-below') ?? DETAIL_SIZES.below,
  })
  criticalPath = $state(rememberedChoice('trace-critical-path', SWITCH) !== 'off')

  timeMode = $state<TimeMode>(rememberedChoice('trace-time', TIME_MODES) ?? 'trace')

  squeeze = $state(rememberedChoice('trace-squeeze', SWITCH) !== 'off')

  toggleSqueeze(): void {
    this.squeeze = !this.squeeze
    rememberChoice('trace-squeeze', this.squeeze ? 'on' : 'off')
  }
  /** Whether the ancestors of the first row stay at the top. */
  sticky = $state(rememberedChoice('trace-sticky', SWITCH) !== 'off')

  toggleSticky(): void {
    this.sticky = !this.sticky
    rememberChoice('trace-sticky', this.sticky ? 'on' : 'off')
  }

  /** Width of the details to the right, or height of those below. */
  get detailSize(): number {
    return this.#detailSizes[this.detailPlace]
  }

  set detailSize(size: number) {
    this.#detailSizes[this.detailPlace] = size
    rememberChoice(`trace-detail-${this.detailPlace}`, String(size))
  }

  /** The size at first. */
  get initialDetailSize(): number {
    return DETAIL_SIZES[this.detailPlace]
  }

  toggleDetailPlace(): void {
    this.detailPlace = this.detailPlace === 'right' ? 'below' : 'right'
    rememberChoice('trace-detail-place', this.detailPlace)
  }

  chooseTimeMode(mode: TimeMode): void {
    this.timeMode = mode
    rememberChoice('trace-time', mode)
  }

  nextTimeMode(): void {
    const place = TIME_MODES.indexOf(this.timeMode) + 1
    this.chooseTimeMode(TIME_MODES[place % TIME_MODES.length] ?? 'trace')
  }

  toggleCriticalPath(): void {
    this.criticalPath = !this.criticalPath
    rememberChoice('trace-critical-path', this.criticalPath ? 'on' : 'off')
  }
}

export const choices = new TraceChoices()
