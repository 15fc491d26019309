import { SPAN_KINDS } from '../../preload/contract/trace'
import type { SpanTree } from './spanTree'

const INTERNAL = SPAN_KINDS.indexOf('internal')

/** For each row the nearest ancestor that is one side of a call or a message, −1 for none. */
export function nearestRemoteAncestors({ parent, order }: SpanTree, kind: Uint8Array): Int32Array {
  const nearest = new Int32Array(parent.length).fill(-1)
  for (const row of order) {
    const above = parent[row] ?? -1
    if (above >= 0) nearest[row] = (kind[above] ?? 0) > INTERNAL ? above : (nearest[above] ?? -1)
  }
  return nearest
}
