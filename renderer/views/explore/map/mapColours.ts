import type { ChartTheme } from '../../../chart/chartTheme'
import type { MapEdge, MapNode } from './mapGraph'

/** How far a figure is from good to bad, in steps from 0. */
const STEPS = 5

/** Above these shares of failed calls the next step begins. */
const ERROR_STEPS = [0, 0.01, 0.05, 0.2, 0.5]
/** Above these nanoseconds at p95 the next step begins. */
const LATENCY_STEPS = [10e6, 50e6, 200e6, 1e9, 5e9]

export function errorStep(errors: number, of: number): number {
  if (of === 0 || errors === 0) return 0
  return ERROR_STEPS.filter((least) => errors / of > least).length
}

export function latencyStep(p95Ns: number | null): number {
  return p95Ns === null ? 0 : LATENCY_STEPS.filter((least) => p95Ns > least).length
}

export function edgeStep({ errors, calls, p95Ns }: MapEdge, by: 'errors' | 'p95'): number {
  return by === 'errors' ? errorStep(errors, calls) : latencyStep(p95Ns)
}

export function nodeStep({ kind, errors, spans, calls, callErrors, p95Ns }: MapNode, by: 'errors' | 'p95'): number {
  if (by === 'p95') return latencyStep(p95Ns)
  return kind === 'service' || kind === 'namespace' ? errorStep(errors, spans) : errorStep(callErrors, calls)
}

/** The colour of a step, from one that says nothing to the one of what is worst. */
export function stepColour(
  step: number,
  by: 'errors' | 'p95',
  theme: Pick<ChartTheme, 'error' | 'warning' | 'lineStrong'>,
): string {
  const worst = by === 'errors' ? theme.error : theme.warning
  return `color-mix(in srgb, ${worst} ${step === 0 ? 0 : 25 + (75 * step) / STEPS}%, ${theme.lineStrong})`
}

/** What the steps mean, for the legend. */
export const LEGENDS = {
  errors: ['none', '≤ 1 %', '≤ 5 %', '≤ 20 %', '≤ 50 %', 'more'],
  p95: ['≤ 10 ms', '≤ 50 ms', '≤ 200 ms', '≤ 1 s', '≤ 5 s', 'more'],
} as const
