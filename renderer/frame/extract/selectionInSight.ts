import type { TraceSelection } from '../../../preload/contract/extract'
import { queryOf } from '../../query/traceQuery'
import type { Route } from '../../state/route.svelte'

/** The traces that the user looks at: one, those that a list or Explore asks for, or else all. */
export function selectionInSight({ view, argument, parameters }: Route): TraceSelection {
  const asks = view === 'traces' || view === 'explore'
  const { filter } = queryOf(asks ? parameters : new URLSearchParams())
  return { filter, traceId: view === 'trace' ? argument : null }
}
