import { scatter } from '../bench/inputs/shopSpans'

/**
 * `count` moments spread over `length` milliseconds, one at random in each part of it. Prints by which seed; the
 * environment variable TRACELOUPE_SEED gives them again.
 */
export function randomMoments(count: number, length: number): { ms: number; hint: string }[] {
  const seed = Number(process.env['TRACELOUPE_SEED'] ?? Date.now() % 1_000_000)
  console.info(`${count} moments of ${Math.round(length)} ms: TRACELOUPE_SEED=${seed}`)
  return Array.from({ length: count }, (_, part) => {
    const ms = ((part + scatter(part, seed) / 2 ** 32) / count) * length
    return { ms, hint: `TRACELOUPE_SEED=${seed}, moment ${part + 1}: ${ms.toFixed(1)} ms of ${length.toFixed(0)} ms` }
  })
}
