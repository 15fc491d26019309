import type { TraceFilter } from '../../../preload/contract/explorer'
import { boundsOf } from '../../query/traceQuery'
import type { Route } from '../../state/route.svelte'

/** Goes to the list of the spans that a query selects within the bounds of a filter. */
export function listSpans(route: Route, filter: TraceFilter, query: string): void {
  route.go('traces', { parameters: { query, show: 'spans', ...boundsOf(filter) } })
}
