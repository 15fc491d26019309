import { findCycleCuts } from './findCycleCuts'

export interface OrderedTree {
  /** The given row at each place of the tree order. */
  rowAt: Int32Array
  /** Place of the parent, −1 for a root. Parents come before their children. */
  parent: Int32Array
  depth: Int32Array
  childCount: Int32Array
  /** Places of the whole subtree below. */
  descendantCount: Int32Array
}

/**
 * Puts spans into tree order: each parent before its children, siblings and roots by start (rows without
 * one, NaN, last), equal starts in the order given. `parentRow` holds rows, −1 for none.
 * A cycle is cut above its earliest span, so that every row has its place.
 * Roots of one family, as children of a missing parent are, stand together where the first of them is; −1 for none.
 * Sorts in n log n; linear when the rows come sorted by start. No recursion.
 */
export function orderTree(start: Float64Array, parentRow: Int32Array, family?: Int32Array): OrderedTree {
  const count = start.length
  const byStart = rowsByStart(start)
  const parent = parentRow.slice()
  const { firstChild, nextSibling } = linkChildren(byStart, parent)
  const rowAt = new Int32Array(count)
  const placeOf = new Int32Array(count).fill(-1)
  let placed = 0

  const placeSubtree = (root: number) => {
    let row = root
    for (;;) {
      placeOf[row] = placed
      rowAt[placed++] = row
      let next = at(firstChild, row)
      while (next === NONE && row !== root) {
        next = at(nextSibling, row)
        if (next === NONE) row = at(parent, row)
      }
      if (next === NONE) return
      row = next
    }
  }
  const roots = together(rootsOf(byStart, parent), family)
  for (const root of roots) placeSubtree(root)
  if (placed < count) {
    const rank = new Int32Array(count)
    byStart.forEach((row, index) => (rank[row] = index))
    for (const row of findCycleCuts(parent, (row, other) => at(rank, row) < at(rank, other))) parent[row] = NONE
    return orderTree(start, parent, family)
  }
  return describe(rowAt, placeOf, parent)
}

const NONE = -1

function at(column: Int32Array, row: number): number {
  return column[row] ?? NONE
}

function rowsByStart(start: Float64Array): Int32Array {
  const rows = new Int32Array(start.length)
  for (let row = 0; row < rows.length; row++) rows[row] = row
  const key = (row: number) => {
    const moment = start[row] ?? NaN
    return Number.isNaN(moment) ? Infinity : moment
  }
  for (let row = 1; row < rows.length; row++) {
    if (key(row) < key(row - 1)) return rows.sort((a, b) => compare(key(a), key(b)) || a - b)
  }
  return rows
}

function compare(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Children as linked lists in the order of `byStart`. */
function linkChildren(byStart: Int32Array, parent: Int32Array) {
  const firstChild = new Int32Array(parent.length).fill(NONE)
  const nextSibling = new Int32Array(parent.length).fill(NONE)
  for (let index = byStart.length - 1; index >= 0; index--) {
    const row = at(byStart, index)
    const above = at(parent, row)
    if (above === NONE) continue
    nextSibling[row] = at(firstChild, above)
    firstChild[above] = row
  }
  return { firstChild, nextSibling }
}

function rootsOf(byStart: Int32Array, parent: Int32Array): Int32Array {
  return byStart.filter((row) => at(parent, row) === NONE)
}

function together(roots: Int32Array, family: Int32Array = new Int32Array(0)): Int32Array {
  if (!roots.some((row) => at(family, row) !== NONE)) return roots
  const firstOf = new Map<number, number>()
  const rank = new Int32Array(family.length)
  roots.forEach((row, place) => {
    const own = at(family, row)
    rank[row] = own === NONE ? place : (firstOf.get(own) ?? place)
    if (own !== NONE) firstOf.set(own, at(rank, row))
  })
  return roots.sort((row, other) => at(rank, row) - at(rank, other))
}

function describe(rowAt: Int32Array, placeOf: Int32Array, parentRow: Int32Array): OrderedTree {
  const count = rowAt.length
  const parent = new Int32Array(count)
  const depth = new Int32Array(count)
  const childCount = new Int32Array(count)
  const descendantCount = new Int32Array(count)
  for (let place = 0; place < count; place++) {
    const row = at(parentRow, at(rowAt, place))
    const above = row === NONE ? NONE : at(placeOf, row)
    parent[place] = above
    if (above === NONE) continue
    depth[place] = at(depth, above) + 1
    childCount[above] = at(childCount, above) + 1
  }
  for (let place = count - 1; place > 0; place--) {
    const above = at(parent, place)
    if (above !== NONE) descendantCount[above] = at(descendantCount, above) + at(descendantCount, place) + 1
  }
  return { rowAt, parent, depth, childCount, descendantCount }
}
