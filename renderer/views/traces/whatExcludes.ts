import type { TraceFilter } from '../../../preload/contract/explorer'
import { removePart } from './query/editQuery'
import { partsOf, type QueryPart } from './query/QueryParts'
import { readQueryParts } from './query/readQueryParts'

/** What narrows the list down and can be dropped. */
export interface Exclusion {
  /** As it is written in the query; null for the time range. */
  text: string | null
  kind: QueryPart['kind'] | 'time'
  /** What is asked without it. */
  without: TraceFilter
  /** What is asked with it alone; null where alone it says nothing, such as a stage. */
  alone: TraceFilter | null
}

/** The most parts of a query that are tried, since each is a question of its own. */
const MOST_EXCLUSIONS = 8

/** The parts of a filter, each of which may be what leaves nothing, and how many more there are. */
export function whatExcludes(filter: TraceFilter): { exclusions: Exclusion[]; more: number } {
  const parts = readQueryParts(filter.query)
  const all = parts ? partsOf(parts) : []
  const timed = filter.from !== null || filter.to !== null
  const range: Exclusion = {
    text: null,
    kind: 'time',
    without: { ...filter, from: null, to: null },
    alone: { ...filter, query: '' },
  }
  const tried = all.slice(0, MOST_EXCLUSIONS - (timed ? 1 : 0))
  const ofQuery = tried.map((part): Exclusion => {
    const query = part.kind === 'condition' ? `{ ${part.text} }` : part.text
    return {
      text: part.text,
      kind: part.kind,
      without: { ...filter, query: parts ? removePart(parts, part) : '' },
      alone: part.kind === 'stage' ? null : { query, from: null, to: null },
    }
  })
  return { exclusions: timed ? [...ofQuery, range] : ofQuery, more: all.length - tried.length }
}
