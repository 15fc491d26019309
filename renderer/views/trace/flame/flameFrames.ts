import type { TraceColumns } from '../../../../preload/contract/trace'
import type { Slices } from '../Slices'
import type { FlameTree } from './flameTree'

/** Frames as they are drawn: numbered level by level, and within each by where they begin; none lies on another. */
export interface FlameFrames {
  /** Frames of level l are `levelBegin[l]` to `levelBegin[l + 1]` − 1. */
  levelBegin: Int32Array
  level: Int32Array
  from: Float64Array
  to: Float64Array
  /** What is drawn: a node of the tree, or a row of the trace. */
  item: Int32Array
  /** The whole width, in nanoseconds. */
  extent: number
}

/** Lays a merged tree out, in each node the child with the most time first. */
export async function heavyFrames(tree: FlameTree, slices: Slices): Promise<FlameFrames> {
  const count = tree.parent.length
  const byTotal = (a: number, b: number) => (tree.total[b] ?? 0) - (tree.total[a] ?? 0) || a - b
  const { begin, child } = childrenOf(tree.parent)
  const frames = emptyFrames(count)
  const levels = [0]
  let placed = 0
  /** Places siblings, whose list is that of `parent` (−1: the roots), beside one another. */
  const place = (parent: number, from: number) => {
    let x = from
    const first = begin[parent + 1] ?? 0
    const last = begin[parent + 2] ?? 0
    if (last - first > 1) child.subarray(first, last).sort(byTotal)
    for (let of = first; of < last; of++) {
      const node = child[of] ?? 0
      frames.item[placed] = node
      frames.level[placed] = levels.length - 1
      frames.from[placed] = x
      frames.to[placed++] = x += tree.total[node] ?? 0
    }
    return x
  }
  const extent = place(-1, 0)
  let first = 0
  while (first < placed) {
    const last = placed
    levels.push(last)
    for (let frame = first; frame < last; frame++) {
      place(frames.item[frame] ?? 0, frames.from[frame] ?? 0)
      if ((frame & 0xfff) === 0 && slices.isUp) await slices.pause()
    }
    first = last
  }
  return { ...frames, levelBegin: Int32Array.from(levels), extent }
}

/**
 * Lays spans out by time: each below its parent, and where it would lie on another, further down. Spans without a start
 * are left out; the part of one that lies before its parent is cut. n log n, in tree order.
 */
export async function timeFrames(columns: TraceColumns, slices: Slices): Promise<FlameFrames> {
  const { spanCount } = columns
  const begin = new Float64Array(spanCount).fill(NaN)
  const lane = new Int32Array(spanCount).fill(-1)
  const lanes = new FreeLanes(spanCount)
  let laneCount = 0
  let extent = columns.durationNs
  const endOf = (row: number) => {
    const duration = columns.duration[row] ?? NaN
    return Math.max(begin[row] ?? 0, (columns.start[row] ?? 0) + (duration > 0 ? duration : 0))
  }
  await slices.each(spanCount, (row) => {
    const start = columns.start[row] ?? NaN
    if (Number.isNaN(start)) return
    const parent = columns.parent[row] ?? -1
    begin[row] = Math.max(start, begin[parent] || start)
    const found = lanes.take(parent < 0 ? 0 : (lane[parent] ?? -1) + 1, begin[row] ?? 0, endOf(row))
    lane[row] = found
    laneCount = Math.max(laneCount, found + 1)
    extent = Math.max(extent, endOf(row))
  })
  const levelBegin = new Int32Array(laneCount + 1)
  for (const of of lane) if (of >= 0) levelBegin[of + 1] = (levelBegin[of + 1] ?? 0) + 1
  for (let of = 0; of < laneCount; of++) levelBegin[of + 1] = (levelBegin[of + 1] ?? 0) + (levelBegin[of] ?? 0)
  const frames = emptyFrames(levelBegin[laneCount] ?? 0)
  const next = levelBegin.slice()
  await slices.each(spanCount, (row) => {
    const of = lane[row] ?? -1
    if (of < 0) return
    const frame = next[of] ?? 0
    next[of] = frame + 1
    frames.item[frame] = row
    frames.level[frame] = of
    frames.from[frame] = begin[row] ?? 0
    frames.to[frame] = endOf(row)
  })
  return { ...frames, levelBegin, extent }
}

/** Two layouts with one root each as one: the levels of `above` upwards from the root, those of `below` downwards. */
export function joinFrames(above: FlameFrames, below: FlameFrames): FlameFrames & { aboveLevels: number } {
  const aboveLevels = Math.max(0, above.levelBegin.length - 2)
  const aboveCount = Math.max(0, above.item.length - 1)
  const frames = emptyFrames(aboveCount + below.item.length)
  const levels = [0]
  let placed = 0
  const copy = ({ item, from, to, levelBegin }: FlameFrames, level: number) => {
    for (let frame = levelBegin[level] ?? 0; frame < (levelBegin[level + 1] ?? 0); frame++) {
      frames.item[placed] = item[frame] ?? 0
      frames.level[placed] = levels.length - 1
      frames.from[placed] = from[frame] ?? 0
      frames.to[placed++] = to[frame] ?? 0
    }
    levels.push(placed)
  }
  for (let level = aboveLevels; level > 0; level--) copy(above, level)
  for (let level = 0; level < below.levelBegin.length - 1; level++) copy(below, level)
  return { ...frames, levelBegin: Int32Array.from(levels), extent: below.extent, aboveLevels }
}

/** The frame of a level at a place, else −1. */
export function frameAt(frames: FlameFrames, level: number, x: number): number {
  const frame = lastFrom(frames, level, x)
  return frame >= 0 && (frames.to[frame] ?? 0) >= x ? frame : -1
}

/** The last frame of a level that begins at `x` or before; −1 for none. */
export function lastFrom({ from, levelBegin }: FlameFrames, level: number, x: number): number {
  const first = levelBegin[level] ?? 0
  let low = first
  let high = levelBegin[level + 1] ?? first
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((from[middle] ?? 0) <= x) low = middle + 1
    else high = middle
  }
  return low > first ? low - 1 : -1
}

function emptyFrames(count: number) {
  return {
    level: new Int32Array(count),
    from: new Float64Array(count),
    to: new Float64Array(count),
    item: new Int32Array(count),
  }
}

/** Children as lists side by side, the roots' first: those of `parent` are `begin[parent + 1]` to `begin[parent + 2]`. */
function childrenOf(parent: Int32Array): { begin: Int32Array; child: Int32Array } {
  const begin = new Int32Array(parent.length + 2)
  for (const above of parent) begin[above + 2] = (begin[above + 2] ?? 0) + 1
  for (let place = 1; place < begin.length; place++) begin[place] = (begin[place] ?? 0) + (begin[place - 1] ?? 0)
  const child = new Int32Array(parent.length)
  const next = begin.slice()
  parent.forEach((above, node) => {
    const place = next[above + 1] ?? 0
    child[place] = node
    next[above + 1] = place + 1
  })
  return { begin, child }
}

/** Until when each lane is taken, as a tree of minima: the first free lane is found in log n steps. */
class FreeLanes {
  readonly #size: number
  readonly #until: Float64Array

  constructor(count: number) {
    this.#size = 2 ** Math.ceil(Math.log2(Math.max(2, count + 1)))
    this.#until = new Float64Array(this.#size * 2).fill(-Infinity)
  }

  /** The first lane from `least` on that is free at `from`; it is taken up to `to`. */
  take(least: number, from: number, to: number): number {
    const until = this.#until
    let node = least + this.#size
    // Up, until what lies to the right holds a free lane, and then down to the first of it.
    while ((until[node] ?? 0) > from) {
      while (node & 1) node >>= 1
      node++
    }
    while (node < this.#size) node = (until[node * 2] ?? 0) <= from ? node * 2 : node * 2 + 1
    const lane = node - this.#size
    for (until[node] = to; node > 1;) {
      node >>= 1
      until[node] = Math.min(until[node * 2] ?? 0, until[node * 2 + 1] ?? 0)
    }
    return lane
  }
}
