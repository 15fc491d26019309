import { lastFrom, type FlameFrames } from './flameFrames'

/** The frame that an arrow key leads to from another: its neighbour on the level, or the nearest one on the next level. */
export function moveFrame(frames: FlameFrames, frame: number, key: string): number {
  const { level, from, to, levelBegin } = frames
  const at = level[frame] ?? 0
  const first = levelBegin[at] ?? 0
  const last = (levelBegin[at + 1] ?? 0) - 1
  switch (key) {
    case 'ArrowLeft':
      return Math.max(first, frame - 1)
    case 'ArrowRight':
      return Math.min(last, frame + 1)
    case 'Home':
      return first
    case 'End':
      return last
    case 'ArrowUp':
    case 'ArrowDown': {
      const next = at + (key === 'ArrowUp' ? -1 : 1)
      const begin = levelBegin[next] ?? -1
      const end = levelBegin[next + 1] ?? -1
      if (next < 0 || begin < 0 || end <= begin) return frame
      // Downwards the first that begins within the frame; upwards the one that it lies in.
      const before = lastFrom(frames, next, from[frame] ?? 0)
      const inside =
        before < 0 ? begin : (to[before] ?? 0) > (from[frame] ?? 0) || before + 1 >= end ? before : before + 1
      return key === 'ArrowDown' && (from[inside] ?? 0) > (to[frame] ?? 0) ? frame : inside
    }
  }
  return frame
}
