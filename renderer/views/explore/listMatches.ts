import type { TraceFilter } from '../../../preload/contract/explorer'
import type { Route } from '../../state/route.svelte'

/** Goes to the list of the spans, or traces, that a query selects within the bounds of a filter. */
export function listMatches(
  route: Route,
  { from, to, limit }: Omit<TraceFilter, 'query'>,
  query: string,
  show: 'spans' | 'traces',
): void {
  const parameters = { query, from: text(from), to: text(to), limit: text(limit), show: show === 'spans' ? show : '' }
  route.go('traces', { parameters })
}

function text(bound: bigint | number | null): string {
  return bound === null ? '' : String(bound)
}
