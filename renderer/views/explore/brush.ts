import type { Nanoseconds } from '../../../preload/contract/time'

/** An area of time × duration: starts in [from, to), durations in [least, most) in nanoseconds; null is open. */
export interface Brush {
  from: Nanoseconds | null
  to: Nanoseconds | null
  least: Nanoseconds | null
  most: Nanoseconds | null
}

/** As an address has it: `from..to,least..most`, each bound in nanoseconds or left out; null for anything else. */
export function brushIn(text: string | null): Brush | null {
  const found = /^(-?\d{1,19})?\.\.(-?\d{1,19})?,(\d{1,19})?\.\.(\d{1,19})?$/.exec(text ?? '')
  if (!found) return null
  const [from, to, least, most] = found.slice(1).map((bound) => (bound === undefined ? null : BigInt(bound)))
  const brush = { from: from ?? null, to: to ?? null, least: least ?? null, most: most ?? null }
  return Object.values(brush).every((bound) => bound === null) ? null : brush
}

/** The address parameter of a brush; empty for none. */
export function brushParameter(brush: Brush | null): string {
  if (!brush) return ''
  const range = (from: Nanoseconds | null, to: Nanoseconds | null) => `${from ?? ''}..${to ?? ''}`
  return `${range(brush.from, brush.to)},${range(brush.least, brush.most)}`
}
