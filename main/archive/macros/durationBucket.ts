/** Lower edges within a power of ten: steps of about 26 %, rounded so that they can be read. */
const EDGES = [8, 6.3, 5, 4, 3.15, 2.5, 2, 1.6, 1.25]

/**
 * The greatest edge that is not above a duration, in whole nanoseconds: those below 100 ns are rounded up.
 * (Just below 10^15 ns and more, `log10` may answer one too many, and the edge is the next one.)
 */
export function durationBucket(duration: string): string {
  const decade = `pow(10, floor(log10(${duration})))`
  const steps = EDGES.map((edge) => `WHEN ${duration} / ${decade} >= ${edge}e0 THEN ${Math.round(edge * 100)}`)
  return `CASE WHEN ${duration} > 0 THEN ceil(CASE ${steps.join(' ')} ELSE 100 END * ${decade} / 100)::BIGINT
    WHEN ${duration} = 0 THEN 0::BIGINT END`
}
