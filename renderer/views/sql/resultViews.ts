import ChartLine from '@lucide/svelte/icons/chart-line'
import type { LucideIcon } from '@lucide/svelte'
import ListTree from '@lucide/svelte/icons/list-tree'
import Rows3 from '@lucide/svelte/icons/rows-3'
import type { Component } from 'svelte'
import ChartView from './chart/ChartView.svelte'
import PlanView from './explain/PlanView.svelte'
import type { QueryTab } from './QueryTab.svelte'
import RowsView from './grid/RowsView.svelte'
import type { StatementRun } from './StatementRun.svelte'
import type { Workbench } from './workbench.svelte'

export interface ResultViewProps {
  workbench: Workbench
  tab: QueryTab
  run: StatementRun
  /** Runs the statement again. */
  onretry: () => void
  /** What takes the keys, to move the focus there. */
  element?: HTMLDivElement | undefined
}

/** A way to look at what came of a statement. */
export interface ResultView {
  id: string
  title: string
  icon: LucideIcon
  component: Component<ResultViewProps, object, 'element'>
  /** Whether it can be looked at while there is no result. */
  needsNoResult?: boolean
}

export const RESULT_VIEWS: readonly ResultView[] = [
  { id: 'rows', title: 'Rows', icon: Rows3, component: RowsView },
  { id: 'chart', title: 'Chart', icon: ChartLine, component: ChartView },
  { id: 'plan', title: 'Plan', icon: ListTree, component: PlanView, needsNoResult: true },
]

/** Rows where none of that name is known. */
export function resultViewOf(id: string): ResultView | undefined {
  return RESULT_VIEWS.find((view) => view.id === id) ?? RESULT_VIEWS[0]
}
