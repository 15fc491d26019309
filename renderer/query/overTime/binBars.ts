/** Pixels that a bin which is not empty has at the least. */
const LEAST = 2

/** Bars as SVG paths in pixels: of all matches, and of those that failed, which stand at the foot of the others. */
export function binBars(
  { counts, errors }: { counts: readonly number[]; errors: readonly number[] },
  { width, height }: { width: number; height: number },
): { all: string; failed: string } {
  const most = counts.reduce((greatest, count) => Math.max(greatest, count), 1)
  const path = (values: readonly number[]) =>
    values
      .map((value, bin) => {
        if (value === 0) return ''
        const { left, right } = edgesOf(bin, counts.length, width)
        const tall = Math.max(LEAST, Math.round((value / most) * height))
        return `M${left} ${height}h${right - left}v${-tall}h${left - right}z`
      })
      .join('')
  return { all: path(counts), failed: path(errors) }
}

/** Where a bin is, in whole pixels, with one left free between bins that are wide enough. */
export function edgesOf(bin: number, count: number, width: number): { left: number; right: number } {
  const each = width / count
  const left = Math.round(bin * each)
  return { left, right: Math.max(left + 1, Math.round((bin + 1) * each) - (each >= 4 ? 1 : 0)) }
}
