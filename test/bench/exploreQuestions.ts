import type { Client, Result } from '../../preload/contract/channel'
import type { QueryRequests } from '../../preload/contract/explorer'
import { ALL_TRACES } from '../support/allTraces'

/** Rows of a statement, as DuckDB's client gives them. */
type Rows = readonly (readonly unknown[])[]

export interface ExploreQuestion {
  /** Asks what the page asks; answers the figures that the rival must find as well. */
  ask(client: Client<QueryRequests>): Promise<unknown[]>
  /** The same figures in the rows of the rival. */
  found(rows: Rows): unknown[]
  /** What must be read of `spans` to answer it. */
  columns: string[]
}

/** What the page Explore asks of a whole archive, by the names of the rivals in `rivals/explore`. */
export const EXPLORE_QUESTIONS: Record<string, ExploreQuestion> = {
  structure: {
    async ask(client) {
      const { branches } = valueOf(await client.ask('explore.structure', { filter: ALL_TRACES }))
      return [branches.length, sum(branches.map(({ traceCount }) => traceCount))]
    },
    // Of branches in as many traces either may be told.
    found: (rows) => [rows.length, sum(rows.map(([, traces]) => traces))],
    columns: ['trace_id', 'parent_span_id', 'service_name', 'name', 'duration_ns', 'self_time_ns', 'status'],
  },
  quality: {
    async ask(client) {
      const { spanCount, problems, zeroDuration, withoutService, ...lost } = valueOf(
        await client.ask('explore.quality', {}),
      )
      const dropped = [lost.droppedAttributes, lost.droppedEvents, lost.droppedLinks]
      return [
        spanCount,
        ...problems.map((one) => one.spanCount),
        zeroDuration,
        withoutService,
        ...dropped.flatMap((one) => [one.spanCount, one.count]),
        lost.earlierThanCaller,
      ]
    },
    found: ([row = []]) => row.map(Number),
    columns: [
      'problems',
      'duration_ns',
      'service_name',
      'dropped_attributes_count',
      'dropped_events_count',
      'dropped_links_count',
    ],
  },
}

function valueOf<Value>(result: Result<Value>): Value {
  if (result.failure) throw new Error(JSON.stringify(result.failure))
  return result.value
}

function sum(figures: readonly unknown[]): number {
  return figures.reduce((all: number, figure) => all + Number(figure), 0)
}
