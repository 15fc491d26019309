import type { TraceFilter } from '../../../preload/contract/explorer'
import type { Route } from '../../state/route.svelte'

/** Goes to the list of the spans that a query selects within the bounds of a filter. */
export function listSpans(route: Route, { from, to, limit }: TraceFilter, query: string): void {
  const parameters = { query, show: 'spans', from: text(from), to: text(to), limit: text(limit) }
  route.go('traces', { parameters })
}

function text(bound: bigint | number | null): string {
  return bound === null ? '' : String(bound)
}
