import type { Branch } from '../../../../preload/contract/explore/structure'
import type { TableSort } from '../../../ui/table/TableColumn'
import { sortIn, sortParameter } from '../sortInAddress'
import { BRANCH_COLUMNS } from './branchColumns'
import { branchesAbove } from './branchLines'

/** What siblings are sorted by: a figure of a branch below one with so many spans; nothing comes last. */
const FIGURES: Record<string, (branch: Branch, callers: number) => number | null> = {
  traces: ({ traceCount }) => traceCount,
  spans: ({ spanCount }) => spanCount,
  calls: ({ spanCount }, callers) => spanCount / callers,
  p50: ({ p50Ns }) => p50Ns,
  p95: ({ p95Ns }) => p95Ns,
  self: ({ selfNs }) => selfNs,
  errors: ({ errorCount }) => errorCount,
}

/** As the tree is told. */
export const FREQUENT_FIRST: TableSort = { column: 'traces', descending: true }

/** The tree with the siblings in another order; those of one figure stay as they are. n log n. */
export function sortBranches(branches: readonly Branch[], { column, descending }: TableSort): Branch[] {
  const children = childrenOf(branches)
  const figure = FIGURES[column]
  const compare = (callers: number) => (one: number, other: number) => {
    const [a, b] = [branches[one], branches[other]]
    if (!a || !b) return 0
    if (!figure) return sayOperation(a).localeCompare(sayOperation(b)) * (descending ? -1 : 1)
    const [x, y] = [figure(a, callers), figure(b, callers)]
    if (x === null || y === null) return Number(x === null) - Number(y === null)
    return descending ? y - x : x - y
  }
  const sorted: Branch[] = []
  const waiting = [-1]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const branch = branches[next]
    if (branch) sorted.push(branch)
    const below = children.get(next)?.toSorted(compare(branch?.spanCount ?? 1)) ?? []
    waiting.push(...below.reverse())
  }
  return sorted
}

/** The order that an address names. */
export function branchOrder(parameter: string | null): TableSort {
  return sortIn(parameter, ['operation', ...Object.keys(FIGURES)], FREQUENT_FIRST)
}

/** What an address names after a click on a column's head; nothing for the order in which the tree is told. */
export function orderParameter(column: string, sort: TableSort): string {
  const parameter = sortParameter(BRANCH_COLUMNS, sort, column)
  return parameter === `-${FREQUENT_FIRST.column}` ? '' : parameter
}

/** By the place of what is above them; −1 for roots. */
function childrenOf(branches: readonly Branch[]): Map<number, number[]> {
  const children = new Map<number, number[]>()
  for (const [place, above] of branchesAbove(branches).entries()) {
    const siblings = children.get(above)
    if (siblings) siblings.push(place)
    else children.set(above, [place])
  }
  return children
}

function sayOperation({ serviceName, name }: Branch): string {
  return `${serviceName} ${name}`
}
