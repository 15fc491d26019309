import type { ChartTheme } from '../../../chart/chartTheme'
import { changeAmount, pairOf, type Change, type Pair } from './Change'
import type { MapColour } from './mapChoices'

/** From so much more on, or less, the next step begins. */
const SHARES = [0.005, 0.05, 0.2]
const RATIOS = [1.25, 2, 5].map(Math.log)
const STEPS = 3

export function changeStep(change: Change, by: MapColour): number {
  return pairStep(pairOf(change, by), by === 'errors')
}

/** How far a change is from none: −3 for much less to 3 for much more; 0 also where it cannot be told. */
export function pairStep(pair: Pair, isShare: boolean): number {
  const amount = changeAmount(pair, isShare) ?? 0
  // What begins at a limit reaches it, however it is rounded.
  const reached = (isShare ? SHARES : RATIOS).filter((least) => Math.abs(amount) >= least - 1e-9).length
  return reached === 0 ? 0 : Math.sign(amount) * reached
}

/** The colour of a step: less in one hue, more in another, nothing between them. */
export function changeColour(
  step: number,
  by: MapColour,
  theme: Pick<ChartTheme, 'error' | 'warning' | 'match' | 'lineStrong'>,
): string {
  const hue = step < 0 ? theme.match : by === 'errors' ? theme.error : theme.warning
  return `color-mix(in srgb, ${hue} ${step === 0 ? 0 : 25 + (75 * Math.abs(step)) / STEPS}%, ${theme.lineStrong})`
}

const TIMES = ['÷ 5', '÷ 2', '÷ 1.25', 'about the same', '× 1.25', '× 2', '× 5']

/** What the steps mean, from −3 to 3. */
export const CHANGE_LEGENDS: Record<MapColour, readonly string[]> = {
  errors: ['−20 pt', '−5 pt', '−0.5 pt', 'about the same', '+0.5 pt', '+5 pt', '+20 pt'],
  p95: TIMES,
  calls: TIMES,
}
