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
export function expandLevel(tree: Tree, collapsed: Collapsed, visible: Int32Array): void {
  let level = Infinity
  for (const row of visible) if (collapsed[row]) level = Math.min(level, tree.depth[row] ?? 0)
  for (const row of visible) if (collapsed[row] && tree.depth[row] === level) collapsed[row] = 0
}

/** Collapses the deepest level at which something visible is expanded. */
export function collapseLevel(tree: Tree, collapsed: Collapsed, visible: Int32Array): void {
  const open = (row: number) => !collapsed[row] && (tree.childCount[row] ?? 0) > 0
  let level = -1
  for (const row of visible) if (open(row)) level = Math.max(level, tree.depth[row] ?? 0)
  for (const row of visible) if (open(row) && tree.depth[row] === level) collapsed[row] = 1
}

/** Expands whatever hides a row. */
export function reveal({ parent }: Tree, collapsed: Collapsed, row: number): void {
  for (let above = parent[row] ?? -1; above >= 0; above = parent[above] ?? -1) collapsed[above] = 0
}
