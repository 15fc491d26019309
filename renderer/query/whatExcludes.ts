import type { TraceFilter } from '../../preload/contract/explorer'
import { isPlainWords, readWords } from '../../preload/contract/traceql/readWords'
import { removePart } from './edit/editQuery'
import { partsOf, type QueryPart } from './edit/QueryParts'
import { readQueryParts } from './edit/readQueryParts'

/** What narrows the list down and can be dropped. */
export interface Exclusion {
  /** As it is written in the query; null for the time range and a selection. */
  text: string | null
  kind: QueryPart['kind'] | 'time' | 'selection'
  /** What is asked without it. */
  without: TraceFilter
  /** What is asked with it alone; null where alone it says nothing, such as a stage. */
  alone: TraceFilter | null
}

/** The most parts of a query that are tried, since each is a question of its own. */
const MOST_EXCLUSIONS = 8

const NOTHING_ELSE = { from: null, to: null, limit: null, selection: null }

/** The parts of a filter, each of which may be what leaves nothing, and how many more there are. */
export function whatExcludes(filter: TraceFilter): { exclusions: Exclusion[]; more: number } {
  const all = isPlainWords(filter.query) ? exclusionsOfWords(filter) : exclusionsOfParts(filter)
  const timed = filter.from !== null || filter.to !== null
  const range: Exclusion = {
    text: null,
    kind: 'time',
    without: { ...filter, from: null, to: null },
    alone: { ...filter, query: '', limit: null, selection: null },
  }
  const selection: Exclusion = {
    text: null,
    kind: 'selection',
    without: { ...filter, selection: null },
    alone: { ...NOTHING_ELSE, query: '', selection: filter.selection },
  }
  const bounds = [...(timed ? [range] : []), ...(filter.selection === null ? [] : [selection])]
  const tried = all.slice(0, MOST_EXCLUSIONS - bounds.length)
  return { exclusions: [...tried, ...bounds], more: all.length - tried.length }
}

function exclusionsOfParts(filter: TraceFilter): Exclusion[] {
  const parts = readQueryParts(filter.query)
  if (parts === null) return []
  return partsOf(parts).map((part): Exclusion => {
    const query = part.kind === 'condition' ? `{ ${part.text} }` : part.text
    return {
      text: part.text,
      kind: part.kind,
      without: { ...filter, query: removePart(parts, part) },
      alone: part.kind === 'stage' ? null : { ...NOTHING_ELSE, query },
    }
  })
}

function exclusionsOfWords(filter: TraceFilter): Exclusion[] {
  const { query } = filter
  return (readWords(query).words ?? []).map(({ from, to }): Exclusion => {
    const text = query.slice(from, to)
    return {
      text,
      kind: 'conjunct',
      without: { ...filter, query: `${query.slice(0, from)}${query.slice(to)}`.trim() },
      alone: { ...NOTHING_ELSE, query: text },
    }
  })
}
