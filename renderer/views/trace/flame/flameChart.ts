import type { TraceColumns } from '../../../../preload/contract/trace'
import { ERROR } from '../measureTrace'
import type { Slices } from '../Slices'
import { heavyFrames, joinFrames, timeFrames, type FlameFrames } from './flameFrames'
import { mergeSpans, type FlameTree, type Operations } from './flameTree'
import { sandwich } from './sandwich'

export const FLAME_MODES = ['time', 'heavy', 'sandwich'] as const
export type FlameMode = (typeof FLAME_MODES)[number]

/** What a frame stands for. Times are nanoseconds; `total` is the span's duration by time, else self times added up. */
export interface FrameFacts {
  /** A span of it: a row of the trace. */
  row: number
  spans: number
  errors: number
  self: number
  total: number
}

/** A flame graph that is ready to be drawn. */
export interface FlameChart {
  mode: FlameMode
  frames: FlameFrames
  facts: (frame: number) => FrameFacts
  /** At n: how many of the frames before n have errors, and how many hold spans that match. */
  errorsBefore: Int32Array
  matchedBefore: Int32Array
  /** The level of the chosen operation in a sandwich: its callers are above. Else 0. */
  rootLevel: number
}

/** Lays out the spans of a trace. `operation` is that of the sandwich. */
export async function flameChart(
  mode: FlameMode,
  columns: TraceColumns,
  operations: Operations,
  operation: number,
  matched: Uint8Array,
  slices: Slices,
): Promise<FlameChart> {
  await slices.pause()
  if (mode === 'time') return timeChart(columns, await timeFrames(columns, slices), matched, slices)
  const tree = await mergeSpans(columns, operations, matched, slices)
  await slices.pause()
  if (mode === 'heavy') return treeChart(mode, await heavyFrames(tree, slices), () => tree, 0, slices)
  const { callers, callees } = await sandwich(tree, operation, operations.row.length, slices)
  const { aboveLevels, ...frames } = joinFrames(await heavyFrames(callers, slices), await heavyFrames(callees, slices))
  return treeChart(
    mode,
    frames,
    (frame) => ((frames.level[frame] ?? 0) < aboveLevels ? callers : callees),
    aboveLevels,
    slices,
  )
}

async function timeChart(
  columns: TraceColumns,
  frames: FlameFrames,
  matched: Uint8Array,
  slices: Slices,
): Promise<FlameChart> {
  return {
    mode: 'time',
    frames,
    facts(frame) {
      const row = frames.item[frame] ?? 0
      const errors = columns.status[row] === ERROR ? 1 : 0
      return { row, spans: 1, errors, self: columns.selfTime[row] ?? NaN, total: columns.duration[row] ?? NaN }
    },
    errorsBefore: await countBefore(frames.item, (row) => columns.status[row] === ERROR, slices),
    matchedBefore: await countBefore(frames.item, (row) => matched[row] === 1, slices),
    rootLevel: 0,
  }
}

async function treeChart(
  mode: FlameMode,
  frames: FlameFrames,
  treeOf: (frame: number) => FlameTree,
  rootLevel: number,
  slices: Slices,
): Promise<FlameChart> {
  return {
    mode,
    frames,
    facts(frame) {
      const { row, spans, errors, self, total } = treeOf(frame)
      const node = frames.item[frame] ?? 0
      return {
        row: row[node] ?? 0,
        spans: spans[node] ?? 0,
        errors: errors[node] ?? 0,
        self: self[node] ?? NaN,
        total: total[node] ?? NaN,
      }
    },
    errorsBefore: await countBefore(frames.item, (node, frame) => (treeOf(frame).errors[node] ?? 0) > 0, slices),
    matchedBefore: await countBefore(frames.item, (node, frame) => (treeOf(frame).matched[node] ?? 0) > 0, slices),
    rootLevel,
  }
}

async function countBefore(
  items: Int32Array,
  holds: (item: number, frame: number) => boolean,
  slices: Slices,
): Promise<Int32Array> {
  const before = new Int32Array(items.length + 1)
  await slices.each(items.length, (frame) => {
    before[frame + 1] = (before[frame] ?? 0) + (holds(items[frame] ?? 0, frame) ? 1 : 0)
  })
  return before
}
