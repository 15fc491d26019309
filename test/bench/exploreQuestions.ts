import { DuckDBListValue } from '@duckdb/node-api'
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
  latency: {
    async ask(client) {
      const { total, failed, percentiles } = valueOf(
        await client.ask('explore.latency', { filter: ALL_TRACES, over: 'spans', timeBins: 160, durationBins: 80 }),
      )
      return [total, failed, percentiles]
    },
    found(rows) {
      const cells = rows.filter(([bin]) => bin !== null)
      const percentiles = rows.find(([bin]) => bin === null)?.at(-1)
      return [
        sum(cells.map(([, , spans]) => spans)),
        sum(cells.filter(([, failed]) => failed === true).map(([, , spans]) => spans)),
        percentiles instanceof DuckDBListValue ? percentiles.items.map(Number) : [],
      ]
    },
    columns: ['start_time', 'duration_ns', 'status'],
  },
  rates: {
    async ask(client) {
      const parameters = { filter: ALL_TRACES, over: 'spans' as const, bins: 160, by: null }
      const { counts, errors } = valueOf(await client.ask('explore.rates', parameters))
      return [sum(counts), sum(errors)]
    },
    found: (rows) => [sum(rows.map(([, spans]) => spans)), sum(rows.map(([, , errors]) => errors))],
    columns: ['start_time', 'duration_ns', 'status'],
  },
  ratesByValue: {
    async ask(client) {
      const parameters = { filter: ALL_TRACES, over: 'spans' as const, bins: 160, by: 'span.http.request.method' }
      const { counts } = valueOf(await client.ask('explore.rates', parameters))
      return [sum(counts)]
    },
    found: (rows) => [sum(rows.filter(([part]) => part === 'value').map(([, , , spans]) => spans))],
    columns: ['start_time', 'duration_ns', 'status', 'attributes'],
  },
  difference: {
    async ask(client) {
      const brush = { from: null, to: null, least: 50_000_000n, most: null }
      const { inside, outside } = valueOf(
        await client.ask('explore.difference', { filter: ALL_TRACES, over: 'spans', inside: { brush } }),
      )
      return [inside.total, outside.total]
    },
    // Every span has a kind.
    found(rows) {
      const kinds = rows.filter(([, key]) => key === 'span:kind')
      return [sum(kinds.map(([, , , inside]) => inside)), sum(kinds.map(([, , , , outside]) => outside))]
    },
    columns: ['duration_ns', 'name', 'kind', 'status', 'attributes', 'resource_attributes'],
  },
  groups: {
    async ask(client) {
      const sort = { column: 'selfNs', descending: true }
      const by = ['resource.service.name', 'name']
      const { rows } = valueOf(await client.ask('explore.groups', { filter: ALL_TRACES, by, sort }))
      return [rows.length, sum(rows.map(({ spanCount }) => spanCount)), sum(rows.map(({ selfNs }) => selfNs))]
    },
    found: (rows) => [rows.length, sum(rows.map(([, , spans]) => spans)), sum(rows.map((row) => row[9]))],
    columns: ['service_name', 'name', 'status', 'duration_ns', 'self_time_ns', 'critical_path_ns'],
  },
  operations: {
    async ask(client) {
      const sort = { column: 'selfTimeNs' as const, descending: true }
      const { rows } = valueOf(await client.ask('explore.operations', { filter: ALL_TRACES, sort, words: '' }))
      return [rows.length, sum(rows.map(({ spanCount }) => spanCount)), sum(rows.map(({ traceCount }) => traceCount))]
    },
    found: (rows) => [rows.length, sum(rows.map(([, , spans]) => spans)), sum(rows.map((row) => row[4]))],
    columns: [
      'trace_id',
      'service_name',
      'name',
      'status',
      'start_time',
      'duration_ns',
      'self_time_ns',
      'critical_path_ns',
    ],
  },
  errors: {
    async ask(client) {
      const { groups } = valueOf(await client.ask('explore.errors', { filter: ALL_TRACES, causes: 'root', bins: 40 }))
      return [groups.length, sum(groups.map(({ spanCount }) => spanCount))]
    },
    found: (rows) => [rows.length, sum(rows.map(([, , , spans]) => spans))],
    columns: [
      'trace_id',
      'span_id',
      'parent_span_id',
      'service_name',
      'name',
      'status',
      'status_message',
      'attributes',
    ],
  },
  serviceMap: {
    async ask(client) {
      const { edges, moreEdges } = valueOf(await client.ask('explore.serviceMap', { filter: ALL_TRACES }))
      return [edges.length + moreEdges, Math.max(...edges.map(({ calls }) => calls))]
    },
    found: (rows) => [rows.length, Math.max(...rows.map(([, , calls]) => Number(calls)))],
    columns: ['trace_id', 'span_id', 'parent_span_id', 'service_name', 'kind', 'status', 'duration_ns', 'attributes'],
  },
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
