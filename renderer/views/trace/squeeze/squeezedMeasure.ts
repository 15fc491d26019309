import type { TraceMeasure } from '../measureTrace'
import { shownRange, shownTime, type Squeeze } from './squeeze'

/** The measure of a trace as the timeline shows it: its moments in shown time. */
export function squeezedMeasure(measure: TraceMeasure, squeeze: Squeeze): TraceMeasure {
  if (squeeze.breaks.length === 0) return measure
  const shown = (moment: number) => shownTime(squeeze, moment)
  return {
    ...measure,
    extent: shownRange(squeeze, measure.extent),
    clippedFrom: measure.clippedFrom.map(shown),
    clippedTo: measure.clippedTo.map(shown),
  }
}
