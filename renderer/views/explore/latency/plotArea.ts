/** Pixels beside what is drawn, which charts that share an axis share. */
export const PLOT = { left: 64, right: 16, top: 10, bottom: 22 } as const
/** Pixels that the labels of percentiles take beside the histogram. */
export const PERCENTILE_LABELS = 108

/** Of a chart that keeps to these margins, whatever its labels. */
export function gridOf(margins: { left: number; right: number; top: number; bottom: number }) {
  return { ...margins, outerBoundsMode: 'none', containLabel: false }
}

/** Pixels that are left to draw in. */
export function plottedWidth(width: number): number {
  return Math.max(1, width - PLOT.left - PLOT.right)
}
