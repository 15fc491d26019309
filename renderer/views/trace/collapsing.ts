import type { TraceColumns } from '../../../preload/contract/trace'

type Tree = Pick<TraceColumns, 'spanCount' | 'childCount' | 'descendantCount' | 'depth' | 'parent'>

/** Which rows are collapsed, one byte for each: 1 where the rows below are hidden. */
export type Collapsed = Uint8Array

export function collapseAll({ childCount, spanCount }: Tree, collapsed: Collapsed): void {
  for (let row = 0; row < spanCount; row++) collapsed[row] = childCount[row] ? 1 : 0
}

/** Collapses or expands a row and everything below it. */
export function setSubtree(tree: Tree, collapsed: Collapsed, row: number, hide: boolean): void {
  const end = row + (tree.descendantCount[row] ?? 0) + 1
  for (let below = row; below < end; below++) collapsed[below] = hide && tree.childCount[below] ? 1 : 0
}

/** Expands the shallowest level at which something visible is collapsed. */
export function expandLevel({ depth }: Tree, collapsed: Collapsed, visible: Int32Array): void {
  let level = Infinity
  for (let place = 0; place < visible.length; place++) {
    const row = visible[place] ?? 0
    if (collapsed[row] && (depth[row] ?? 0) < level) level = depth[row] ?? 0
  }
  for (let place = 0; place < visible.length; place++) {
    const row = visible[place] ?? 0
    if (depth[row] === level) collapsed[row] = 0
  }
}

/** Collapses the deepest level at which something visible is expanded. */
export function collapseLevel({ depth, childCount }: Tree, collapsed: Collapsed, visible: Int32Array): void {
  let level = -1
  for (let place = 0; place < visible.length; place++) {
    const row = visible[place] ?? 0
    if ((depth[row] ?? 0) > level && childCount[row] && !collapsed[row]) level = depth[row] ?? 0
  }
  for (let place = 0; place < visible.length; place++) {
    const row = visible[place] ?? 0
    if (depth[row] === level && childCount[row]) collapsed[row] = 1
  }
}

/** Expands whatever hides a row. */
export function reveal({ parent }: Tree, collapsed: Collapsed, row: number): void {
  for (let above = parent[row] ?? -1; above >= 0; above = parent[above] ?? -1) collapsed[above] = 0
}
