/** What an address says of how latency is shown, beside the population. */
export interface LatencyChoices {
  /** What colours the cells: all, or those that failed. */
  colour: 'all' | 'errors'
  /** What is shown over time. */
  rates: Rates
  /** By which field it is stacked; null for none. */
  by: string | null
  /** Which table takes the place of the charts; null for none. */
  table: LatencyTable | null
}

export const RATES = ['rate', 'errors', 'duration'] as const
export type Rates = (typeof RATES)[number]

export const LATENCY_TABLES = ['durations', 'times', 'cells'] as const
export type LatencyTable = (typeof LATENCY_TABLES)[number]

export function latencyChoicesOf(parameters: URLSearchParams): LatencyChoices {
  const by = parameters.get('by')?.trim() ?? ''
  return {
    colour: parameters.get('colour') === 'errors' ? 'errors' : 'all',
    rates: RATES.find((one) => one === parameters.get('rates')) ?? 'rate',
    by: by === '' ? null : by,
    table: LATENCY_TABLES.find((one) => one === parameters.get('table')) ?? null,
  }
}
