import type { TraceFilter } from '../../../preload/contract/explorer'
import { queryOf } from '../../query/traceQuery'
import { brushIn, type Brush } from './brush'

/** What all of Explore is about: the spans that an address selects, or their traces. */
export interface Population {
  filter: TraceFilter
  over: 'spans' | 'traces'
  /** A part of it that is held against the rest; null for none. */
  brush: Brush | null
}

/** Spans, unless the address says traces. */
export function populationOf(parameters: URLSearchParams): Population {
  return {
    filter: queryOf(parameters).filter,
    over: parameters.get('over') === 'traces' ? 'traces' : 'spans',
    brush: brushIn(parameters.get('brush')),
  }
}
