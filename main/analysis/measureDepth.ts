/** Edges from each row up to its root. `order` holds every parent before its children. */
export function measureDepth(parent: Int32Array, order: Int32Array): Int32Array {
  const depth = new Int32Array(parent.length)
  for (const row of order) {
    const above = parent[row] ?? -1
    if (above >= 0) depth[row] = (depth[above] ?? 0) + 1
  }
  return depth
}
