import { rowOfSpanId, spanIdAt, type SpanIds } from '../../../../preload/contract/spanIds'
import type { TraceColumns } from '../../../../preload/contract/trace'
import type { Collapsed } from '../collapsing'
import type { Folding } from '../fold/folding.svelte'

type Tree = Pick<TraceColumns, 'spanCount' | 'childCount' | 'depth' | 'spanIds' | 'missingParentIds'>

/** What the address says of the rows; empty for as they are at first. */
export type RowsInAddress = Record<'collapsed' | 'folds', string>

/** Above depth 0. */
const MISSING_PARENT = -1

/** An address names no more spans than this. */
export const MOST_NAMED = 200

/**
 * Which rows are collapsed, in short: `*2 a b` for all from depth 2 on, but for the spans a and b, of which each is the
 * other way round. Whichever depth leaves the fewest to be named is said, and none where nothing is better. Of more
 * exceptions than an address can hold, none is named. Missing parents stand above the roots: `*all` is for them as well.
 *
 * @param rows those that count, in order: what is hidden for other reasons does not.
 */
export function collapsedInAddress(tree: Tree, collapsed: Collapsed, rows: Int32Array): string {
  // Counts begin with those of missing parents.
  const collapsedAt: number[] = []
  const expandedAt: number[] = []
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] ?? 0
    if (!hasChildren(tree, row)) continue
    const counts = collapsed[row] ? collapsedAt : expandedAt
    const index = depthOf(tree, row) - MISSING_PARENT
    counts[index] = (counts[index] ?? 0) + 1
  }
  const none = Math.max(collapsedAt.length, expandedAt.length) + MISSING_PARENT
  let exceptions = collapsedAt.reduce((sum, count) => sum + count, 0)
  let best = { level: none, exceptions }
  for (let level = none - 1; level >= MISSING_PARENT; level--) {
    const index = level - MISSING_PARENT
    exceptions += (expandedAt[index] ?? 0) - (collapsedAt[index] ?? 0)
    if (exceptions < best.exceptions) best = { level, exceptions }
  }
  const words = best.level < none ? [best.level === MISSING_PARENT ? '*all' : `*${best.level}`] : []
  if (best.exceptions > MOST_NAMED) return words.join(' ')
  for (let place = 0; place < rows.length && best.exceptions > 0; place++) {
    const row = rows[place] ?? 0
    const differs = Boolean(collapsed[row]) !== depthOf(tree, row) >= best.level
    if (hasChildren(tree, row) && differs) words.push(idOf(tree, row))
  }
  return words.join(' ')
}

/** Reads what `collapsedInAddress` wrote; what it does not understand collapses nothing. */
export function collapseFromAddress(text: string, tree: Tree, collapsed: Collapsed): void {
  const { level, ids } = wordsOf(text)
  for (let row = 0; row < collapsed.length; row++) {
    collapsed[row] = hasChildren(tree, row) && depthOf(tree, row) >= level ? 1 : 0
  }
  for (const row of rowsOf(ids, tree)) if (hasChildren(tree, row)) collapsed[row] = collapsed[row] ? 0 : 1
}

function hasChildren({ spanCount, childCount }: Tree, row: number): boolean {
  return row >= spanCount || (childCount[row] ?? 0) > 0
}

function depthOf({ spanCount, depth }: Tree, row: number): number {
  return row >= spanCount ? MISSING_PARENT : (depth[row] ?? 0)
}

function idOf({ spanCount, spanIds, missingParentIds }: Tree, row: number): string {
  return (row >= spanCount ? missingParentIds[row - spanCount] : spanIdAt(spanIds, row)) ?? ''
}

/** What is folded: `*on` or `*off` unless it is as it was at first, then the first spans of groups that are otherwise. */
export function foldsInAddress(folding: Folding, atFirst: boolean, spanIds: SpanIds): string {
  const words = folding.on === atFirst ? [] : [folding.on ? '*on' : '*off']
  const ids: string[] = []
  for (let group = 0; group < folding.groupCount && ids.length <= MOST_NAMED; group++) {
    const first = folding.firstOf(group)
    if (folding.isFolded(first) !== folding.on) ids.push(spanIdAt(spanIds, first) ?? '')
  }
  return (ids.length > MOST_NAMED ? words : [...words, ...ids]).join(' ')
}

/** Reads what `foldsInAddress` wrote; what it does not understand changes nothing. */
export function foldFromAddress(text: string, folding: Folding, atFirst: boolean, tree: Tree): void {
  const { head, ids } = wordsOf(text)
  folding.set(head === '*on' || (head !== '*off' && atFirst))
  for (const row of rowsOf(ids, tree)) {
    const group = folding.groupOf(row)
    if (group >= 0) folding.fold(group, !folding.on)
  }
}

function wordsOf(text: string): { head: string; level: number; ids: Set<string> } {
  const words = text.split(' ').filter((word) => word !== '')
  const head = words.find((word) => word.startsWith('*')) ?? ''
  const numbered = /^\*\d{1,9}$/.test(head) ? Number(head.slice(1)) : Infinity
  const level = head === '*all' ? MISSING_PARENT : numbered
  return { head, level, ids: new Set(words.filter((word) => word !== head)) }
}

/** Each is looked for among all spans. */
function rowsOf(ids: ReadonlySet<string>, { spanCount, spanIds, missingParentIds }: Tree): number[] {
  return [...ids].slice(0, MOST_NAMED).flatMap((id) => {
    const missing = missingParentIds.indexOf(id)
    const row = missing < 0 ? rowOfSpanId(spanIds, id) : spanCount + missing
    return row < 0 ? [] : [row]
  })
}
