import type { Branch, RarerBranches, TraceStructure } from '../../../../preload/contract/explore/structure'

export type BranchLine =
  | { kind: 'branch'; branch: number; depth: number }
  /** What is not told, below the branch `above`; −1 for roots. */
  | { kind: 'rarer'; above: number; depth: number; sums: RarerBranches }

type Tree = Pick<TraceStructure, 'branches' | 'rarer'>

/** The lines that are shown: all but those below a closed branch. */
export function branchLines({ branches, rarer }: Tree, closed: ReadonlySet<Branch>): BranchLine[] {
  const lines: BranchLine[] = []
  /** Branches with something that is not told, which comes when all others below them have come. */
  const open: { above: number; depth: number; sums: RarerBranches }[] = []
  const leave = (depth: number) => {
    for (let last = open.at(-1); last && last.depth > depth; last = open.at(-1)) {
      lines.push({ kind: 'rarer', ...last })
      open.pop()
    }
  }
  let closedAt = Infinity
  for (const [branch, own] of branches.entries()) {
    const { depth, rarer: sums } = own
    if (depth > closedAt) continue
    leave(depth)
    const isClosed = closed.has(own)
    closedAt = isClosed ? depth : Infinity
    lines.push({ kind: 'branch', branch, depth })
    if (sums && !isClosed) open.push({ above: branch, depth: depth + 1, sums })
  }
  leave(-1)
  if (rarer) lines.push({ kind: 'rarer', above: -1, depth: 0, sums: rarer })
  return lines
}

/** Whether there is something below a branch. */
export function canOpen(branches: Tree['branches'], branch: number): boolean {
  const own = branches[branch]
  return own !== undefined && (own.rarer !== null || (branches[branch + 1]?.depth ?? 0) > own.depth)
}

/** Of each branch the one above it; −1 for roots. Linear time. */
export function branchesAbove(branches: readonly Pick<Branch, 'depth'>[]): number[] {
  const path: number[] = []
  return branches.map(({ depth }, branch) => {
    path.length = depth
    const above = path.at(-1) ?? -1
    path.push(branch)
    return above
  })
}

/** Branches in fewer than this share of the traces are closed at first. */
const RARE = 0.05

export function closedAtFirst({ branches, traceCount }: Pick<TraceStructure, 'branches' | 'traceCount'>): Set<Branch> {
  return new Set(branches.filter((own, place) => own.traceCount < traceCount * RARE && canOpen(branches, place)))
}
