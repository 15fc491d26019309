import type { TraceColumns } from '../../../preload/contract/trace'
import type { MissingParents } from './missing/MissingParents'

type Tree = Pick<TraceColumns, 'spanCount' | 'childCount' | 'descendantCount' | 'depth' | 'parent'>

/** Which rows, those of missing parents included, are collapsed, one byte for each: 1 where the rows below are hidden. */
export type Collapsed = Uint8Array

export function collapseAll({ childCount, spanCount }: Tree, collapsed: Collapsed): void {
  for (let row = 0; row < spanCount; row++) collapsed[row] = childCount[row] ? 1 : 0
  collapsed.fill(1, spanCount)
}

/** Collapses or expands a row and everything below it. */
export function setSubtree(
  tree: Tree,
  missing: MissingParents,
  collapsed: Collapsed,
  row: number,
  hide: boolean,
): void {
  const isMissing = missing.has(row)
  const next = isMissing ? missing.next(row) : row + (tree.descendantCount[row] ?? 0) + 1
  if (isMissing) collapsed[row] = Number(hide)
  for (let below = isMissing ? missing.first(row) : row; below < next; below++) {
    collapsed[below] = hide && tree.childCount[below] ? 1 : 0
  }
}

/** Above the roots stand missing parents, which have no depth of their own. */
const MISSING_PARENT = -1

/** Expands the shallowest level at which something visible is collapsed. */
export function expandLevel({ depth }: Tree, collapsed: Collapsed, visible: Int32Array): void {
  let level = Infinity
  for (let place = 0; place < visible.length; place++) {
    const row = visible[place] ?? 0
    if (collapsed[row]) level = Math.min(level, depth[row] ?? MISSING_PARENT)
  }
  for (let place = 0; place < visible.length; place++) {
    const row = visible[place] ?? 0
    if ((depth[row] ?? MISSING_PARENT) === level) collapsed[row] = 0
  }
}

/** Collapses the deepest level at which something visible is expanded. */
export function collapseLevel({ depth, childCount }: Tree, collapsed: Collapsed, visible: Int32Array): void {
  let level = MISSING_PARENT
  for (let place = 0; place < visible.length; place++) {
    const row = visible[place] ?? 0
    if ((depth[row] ?? 0) > level && childCount[row] && !collapsed[row]) level = depth[row] ?? 0
  }
  for (let place = 0; place < visible.length; place++) {
    const row = visible[place] ?? 0
    if ((depth[row] ?? MISSING_PARENT) === level && childCount[row] !== 0) collapsed[row] = 1
  }
}

/** Expands whatever hides a row, be it the missing parent that the row is below (−1 for none). */
export function reveal({ parent }: Tree, collapsed: Collapsed, row: number, missingParent = -1): void {
  if (missingParent >= 0) collapsed[missingParent] = 0
  for (let above = parent[row] ?? -1; above >= 0; above = parent[above] ?? -1) collapsed[above] = 0
}
