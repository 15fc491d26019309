import type { TraceColumns } from '../../../../preload/contract/trace'

type Spans = Pick<TraceColumns, 'spanCount' | 'service' | 'name' | 'kind' | 'parent' | 'childCount' | 'descendantCount'>

/** What a row is in a folded group: it stands for all of it, or is hidden behind the one that does. */
export const STANDS = 1
export const HIDDEN = 2

/** Fewer repeats stay apart. */
const LEAST_REPEATS = 3

/** The siblings of a trace that repeat each other. */
export interface Folds {
  /** The group of each row; −1 where it repeats nothing. */
  groupOf: Int32Array
  /** Where each group begins in `members`; one entry more than there are groups. */
  firstMember: Int32Array
  /** The rows of all groups, ascending within each. */
  members: Int32Array
}

/**
 * Finds siblings of the same service, operation, kind and shape. The shape of a span is the set of shapes of its
 * children: their order and how often each comes do not count, so that one call which asked 3 times and one
 * which asked 4 times are the same:
 *
 *     shop checkout              ×1
 *       cart read                ×3   all three are one group
 *         redis get   redis get
 *       cart read
 *         redis get
 *       cart read
 *         redis get
 *
 * Spans without a parent are never grouped. One pass from the last row to the first, children before parents: few
 * children are compared with each other, many are looked up in a table. Shapes are told apart by hashes of 64 bits.
 *
 * @param kept when given, only rows at which it is not 0 count.
 */
export function foldsOf(columns: Spans, kept?: Uint8Array): Folds {
  const { spanCount, service, name, kind, childCount, descendantCount } = columns
  const low = new Uint32Array(spanCount)
  const high = new Uint32Array(spanCount)
  /** The first of the rows that repeat each other, and at that one how many they are. */
  const alike = new Int32Array(spanCount).fill(-1)
  const counts = new Int32Array(spanCount)
  const slots = tableOf(childCount)
  const few = new Int32Array(FEW)

  for (let row = spanCount - 1; row >= 0; row--) {
    const many = (childCount[row] ?? 0) > FEW
    const end = row + (descendantCount[row] ?? 0) + 1
    let lowSum = 0
    let highSum = 0
    let distinct = 0
    for (let child = row + 1; child < end; child += (descendantCount[child] ?? 0) + 1) {
      if (kept && kept[child] === 0) continue
      const one = low[child] ?? 0
      const other = high[child] ?? 0
      const place = many ? slotOf(slots, columns.parent, low, high, child) : placeAmong(few, distinct, low, high, child)
      const known = many ? (slots[place] ?? -1) : place < distinct ? (few[place] ?? -1) : -1
      const first = known < 0 ? child : known
      alike[child] = first
      counts[first] = (counts[first] ?? 0) + 1
      if (known >= 0) continue
      if (many) slots[place] = child
      else few[distinct++] = child
      lowSum = (lowSum + mixed(one, 1)) >>> 0
      highSum = (highSum + mixed(other, 2)) >>> 0
    }
    const named = mixed(mixed(service[row] ?? 0, name[row] ?? 0), kind[row] ?? 0)
    low[row] = mixed(named, lowSum)
    high[row] = mixed(mixed(named, 0x2545f491), highSum)
  }
  return grouped(alike, counts)
}

/** Up to so many children are compared one with another. */
const FEW = 8

/** Room for the children of all rows that have many, at most half full. */
function tableOf(childCount: Int32Array): Int32Array {
  let children = 1
  for (let row = 0; row < childCount.length; row++) if ((childCount[row] ?? 0) > FEW) children += childCount[row] ?? 0
  return new Int32Array(2 ** Math.ceil(Math.log2(children * 2))).fill(-1)
}

/** Where the first sibling of a row's shape is in the table, or is to be put. */
function slotOf(slots: Int32Array, parent: Int32Array, low: Uint32Array, high: Uint32Array, row: number): number {
  const above = parent[row] ?? -1
  const mask = slots.length - 1
  let slot = mixed(low[row] ?? 0, above) & mask
  for (let known = slots[slot] ?? -1; known >= 0; known = slots[slot] ?? -1) {
    if (parent[known] === above && low[known] === low[row] && high[known] === high[row]) break
    slot = (slot + 1) & mask
  }
  return slot
}

function placeAmong(few: Int32Array, count: number, low: Uint32Array, high: Uint32Array, row: number): number {
  let place = 0
  while (place < count && (low[few[place] ?? 0] !== low[row] || high[few[place] ?? 0] !== high[row])) place++
  return place
}

/** Groups in the order of their first rows. */
function grouped(alike: Int32Array, counts: Int32Array): Folds {
  const groupOf = new Int32Array(alike.length).fill(-1)
  const starts: number[] = []
  let size = 0
  for (let row = 0; row < alike.length; row++) {
    const first = alike[row] ?? -1
    if (first < 0 || (counts[first] ?? 0) < LEAST_REPEATS) continue
    if (first === row) {
      groupOf[row] = starts.length
      starts.push(size)
      size += counts[row] ?? 0
    } else groupOf[row] = groupOf[first] ?? -1
  }
  const firstMember = Int32Array.from([...starts, size])
  const members = new Int32Array(size)
  const filled = firstMember.slice()
  for (let row = 0; row < alike.length; row++) {
    const group = groupOf[row] ?? -1
    if (group < 0) continue
    members[filled[group] ?? 0] = row
    filled[group] = (filled[group] ?? 0) + 1
  }
  return { groupOf, firstMember, members }
}

/** The rows of one group. */
export function membersOf({ firstMember, members }: Folds, group: number): Int32Array {
  return members.subarray(firstMember[group], firstMember[group + 1])
}

/** The finalizer of MurmurHash3 over both. */
function mixed(one: number, other: number): number {
  let hash = Math.imul(one ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(other + 0x7f4a7c15, 0xc2b2ae35)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
