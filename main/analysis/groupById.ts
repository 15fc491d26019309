/** The rows of several traces grouped by span id within their trace. */
export interface RowsById {
  /** Next row with the same trace and id, −1 after the last. Rows of a group ascend. */
  next: Int32Array
  /** First row of each group that has more than one. */
  repeated: number[]
  /** First row with `id` within `trace`, −1 for none. */
  find(trace: number, id: bigint): number
}

const MULTIPLIER = 0x9e3779b1

/** Groups rows by (`trace`, `id`) with an open-addressing hash table. Linear time. */
export function groupById(trace: Int32Array, id: BigUint64Array): RowsById {
  const count = trace.length
  const words = new Uint32Array(id.buffer, id.byteOffset, count * 2)
  const probe = new Uint32Array(2)
  const probeId = new BigUint64Array(probe.buffer)
  let size = 16
  while (size < count * 2) size *= 2
  const table = new Int32Array(size).fill(-1)
  const next = new Int32Array(count).fill(-1)
  /** Last row of the group, kept at its first row. */
  const last = new Int32Array(count)
  const repeated: number[] = []

  for (let row = 0; row < count; row++) {
    const slot = slotOf(trace[row] ?? 0, words[row * 2] ?? 0, words[row * 2 + 1] ?? 0)
    const head = table[slot] ?? -1
    if (head < 0) {
      table[slot] = row
      last[row] = row
      continue
    }
    if (last[head] === head) repeated.push(head)
    next[last[head] ?? 0] = row
    last[head] = row
  }
  return {
    next,
    repeated,
    find(traceOfId, idToFind) {
      probeId[0] = idToFind
      return table[slotOf(traceOfId, probe[0] ?? 0, probe[1] ?? 0)] ?? -1
    },
  }

  /** The slot that holds the group, or the free one where it belongs. */
  function slotOf(traceOfId: number, low: number, high: number): number {
    let hash = Math.imul(low ^ Math.imul(traceOfId, MULTIPLIER), MULTIPLIER)
    hash = Math.imul(hash ^ (hash >>> 15) ^ high, MULTIPLIER)
    let slot = (hash ^ (hash >>> 13)) & (size - 1)
    for (;;) {
      const row = table[slot] ?? -1
      if (row < 0) return slot
      if (trace[row] === traceOfId && words[row * 2] === low && words[row * 2 + 1] === high) return slot
      slot = (slot + 1) & (size - 1)
    }
  }
}
