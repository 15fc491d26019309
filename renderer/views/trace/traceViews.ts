import type { LucideIcon } from '@lucide/svelte'
import ChartGantt from '@lucide/svelte/icons/chart-gantt'
import Flame from '@lucide/svelte/icons/flame'
import Route from '@lucide/svelte/icons/route'
import ScrollText from '@lucide/svelte/icons/scroll-text'
import Sigma from '@lucide/svelte/icons/sigma'
import Table from '@lucide/svelte/icons/table-2'
import Workflow from '@lucide/svelte/icons/workflow'
import type { Component } from 'svelte'
import FlameView from './flame/FlameView.svelte'
import MapView from './map/MapView.svelte'
import PathView from './path/PathView.svelte'
import StatisticsView from './statistics/StatisticsView.svelte'
import LogsView from './logs/LogsView.svelte'
import SpansView from './table/SpansView.svelte'
import type { TraceState } from './trace.svelte'
import Waterfall from './Waterfall.svelte'

/** A view of one trace. All share its selection and the spans that match its query. */
export interface TraceViewEntry {
  /** The address parameter `view`; the first view has none. */
  id: string
  title: string
  icon: LucideIcon
  component: Component<{ trace: TraceState }>
}

const TIMELINE: TraceViewEntry = { id: '', title: 'Timeline', icon: ChartGantt, component: Waterfall }

export const TRACE_VIEWS: TraceViewEntry[] = [
  TIMELINE,
  { id: 'statistics', title: 'Statistics', icon: Sigma, component: StatisticsView },
  { id: 'flame', title: 'Flame graph', icon: Flame, component: FlameView },
  { id: 'path', title: 'Critical path', icon: Route, component: PathView },
  { id: 'map', title: 'Trace map', icon: Workflow, component: MapView },
  { id: 'spans', title: 'Spans', icon: Table, component: SpansView },
  { id: 'logs', title: 'Logs & events', icon: ScrollText, component: LogsView },
]

/** The view of an address; the timeline when there is no such view. */
export function traceViewOf(parameters: URLSearchParams): TraceViewEntry {
  return TRACE_VIEWS.find(({ id }) => id === parameters.get('view')) ?? TIMELINE
}

/** The view before or after another, round and round. */
export function nextTraceView(view: TraceViewEntry, step: 1 | -1): TraceViewEntry {
  const place = TRACE_VIEWS.indexOf(view) + step + TRACE_VIEWS.length
  return TRACE_VIEWS[place % TRACE_VIEWS.length] ?? TIMELINE
}
