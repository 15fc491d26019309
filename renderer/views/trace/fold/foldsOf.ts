import type { TraceColumns } from '../../../../preload/contract/trace'

type Spans = Pick<TraceColumns, 'spanCount' | 'service' | 'name' | 'kind' | 'parent' | 'childCount'>

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
 * Spans without a parent are never grouped. One pass from the last row to the first, children before parents, which
 * looks every span up once; shapes are told apart by hashes of 64 bits.
 *
 * @param kept when given, only rows at which it is not 0 count.
 */
export function foldsOf({ spanCount, service, name, kind, parent, childCount }: Spans, kept?: Uint8Array): Folds {
  /** First what the children add up to, then the shape. */
  const low = new Uint32Array(spanCount)
  const high = new Uint32Array(spanCount)
  /** The last of the rows that repeat each other stands for all of them; its count is theirs. */
  const alike = new Int32Array(spanCount).fill(-1)
  const counts = new Int32Array(spanCount)
  const mask = 2 ** Math.ceil(Math.log2(Math.max(2, spanCount * 2))) - 1
  const slots = new Int32Array(mask + 1).fill(-1)

  for (let row = spanCount - 1; row >= 0; row--) {
    const above = parent[row] ?? -1
    if (above < 0 || (kept && kept[row] === 0)) continue
    const named = mixed(mixed(service[row] ?? 0, name[row] ?? 0), kind[row] ?? 0)
    const one = mixed(named, low[row] ?? 0)
    const other = mixed(mixed(named, 0x2545f491), high[row] ?? 0)
    low[row] = one
    high[row] = other
    let slot = mixed(one, above) & mask
    let known = slots[slot] ?? -1
    if (childCount[above] !== 1) {
      while (known >= 0 && (parent[known] !== above || low[known] !== one || high[known] !== other)) {
        slot = (slot + 1) & mask
        known = slots[slot] ?? -1
      }
      if (known < 0) slots[slot] = row
    } else known = -1
    alike[row] = known < 0 ? row : known
    counts[alike[row] ?? 0] = (counts[alike[row] ?? 0] ?? 0) + 1
    if (known >= 0) continue
    low[above] = ((low[above] ?? 0) + mixed(one, 1)) >>> 0
    high[above] = ((high[above] ?? 0) + mixed(other, 2)) >>> 0
  }
  return grouped(alike, counts)
}

/** Groups in the order of their first rows. */
function grouped(alike: Int32Array, counts: Int32Array): Folds {
  const groupOf = new Int32Array(alike.length).fill(-1)
  const starts: number[] = []
  let size = 0
  for (let row = 0; row < alike.length; row++) {
    const last = alike[row] ?? -1
    if (last < 0 || (counts[last] ?? 0) < LEAST_REPEATS) continue
    if (groupOf[last] === -1) {
      groupOf[last] = starts.length
      starts.push(size)
      size += counts[last] ?? 0
    }
    groupOf[row] = groupOf[last] ?? -1
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
