import type { TraceFilter } from '../../../preload/contract/explorer'
import { boundsOf } from '../../query/traceQuery'
import type { Route } from '../../state/route.svelte'

/** Goes to the list of the spans, or traces, that a query selects within the bounds of a filter. */
export function listMatches(route: Route, filter: TraceFilter, query: string, show: 'spans' | 'traces'): void {
  route.go('traces', { parameters: { query, ...boundsOf(filter), show: show === 'spans' ? show : '' } })
}
