import type { Branch, RarerBranches } from '../../../preload/contract/explore/structure'
import type { PathFigures, StructureLevel } from './structureLevel'

/** A branch without its names, which its first span has. */
export type PlacedBranch = Omit<Branch, 'serviceName' | 'name' | 'isOrphan'> & { firstRow: number }

interface Placed extends PathFigures {
  depth: number
}

/**
 * The most frequent paths as a tree in pre-order, of siblings the more frequent first, with the sums of those right
 * below each that are left out. n log n.
 */
export function arrangeBranches(
  levels: readonly StructureLevel[],
  most: number,
): { branches: PlacedBranch[]; rarer: RarerBranches | null } {
  // A path is in no more traces than the one above it, which comes first where they are in as many.
  const known = levels.flatMap(({ paths }, depth): Placed[] => paths.map((path) => ({ ...path, depth })))
  const ranked = known.toSorted((a, b) => b.traceCount - a.traceCount || a.depth - b.depth)
  const listed = new Map<bigint, Placed[]>()
  for (const path of ranked.slice(0, most)) {
    const siblings = listed.get(path.above)
    if (siblings) siblings.push(path)
    else listed.set(path.above, [path])
  }
  const leftOut = new Map(levels.flatMap(({ others }) => [...others]))
  for (const { above, spanCount, errorCount, totalNs } of ranked.slice(most)) {
    leftOut.set(above, sum(leftOut.get(above), { branchCount: 1, spanCount, errorCount, totalNs }))
  }

  const branches: PlacedBranch[] = []
  const waiting = childrenOf(0n)
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    branches.push({ ...figuresOf(next), rarer: leftOut.get(next.path) ?? null })
    waiting.push(...childrenOf(next.path))
  }
  return { branches, rarer: leftOut.get(0n) ?? null }

  /** The last one first. */
  function childrenOf(path: bigint): Placed[] {
    const children = listed.get(path) ?? []
    return children.toSorted(
      (a, b) => a.traceCount - b.traceCount || a.spanCount - b.spanCount || b.firstRow - a.firstRow,
    )
  }
}

function figuresOf({ path: _path, above: _above, ...figures }: Placed): Omit<PlacedBranch, 'rarer'> {
  return figures
}

function sum(one: RarerBranches | undefined, other: RarerBranches): RarerBranches {
  if (!one) return other
  return {
    branchCount: one.branchCount + other.branchCount,
    spanCount: one.spanCount + other.spanCount,
    errorCount: one.errorCount + other.errorCount,
    totalNs: one.totalNs + other.totalNs,
  }
}
