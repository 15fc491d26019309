/** Branches that are told at the most: those that occur in the most traces. */
export const MOST_BRANCHES = 5_000
/** Levels of the tree that are looked at; what is deeper is summed up. */
export const MOST_LEVELS = 64

/** Branches of which only the sums are told. */
export interface RarerBranches {
  branchCount: number
  /** Their own spans, without those below them; errors likewise. */
  spanCount: number
  errorCount: number
  /** The sum of the durations of these spans, in nanoseconds. */
  totalNs: number
}

/**
 * All spans with one path: the services and operations from the root of their trace down to them are the same. Siblings
 * of the same operation are one branch. Durations are nanoseconds.
 */
export interface Branch {
  serviceName: string
  name: string
  /** 0 for roots. */
  depth: number
  /** Of a root: it names a parent that is not in the archive. */
  isOrphan: boolean
  /** Traces in which the path occurs. */
  traceCount: number
  spanCount: number
  errorCount: number
  /** Half, and 95 %, of its spans are no longer than these; null where no span has a duration. */
  p50Ns: number | null
  p95Ns: number | null
  /** The sums of all durations, and of all self times. */
  totalNs: number
  selfNs: number
  /** The branches right below it that are not told; null where all are. */
  rarer: RarerBranches | null
}

/** The trees of many traces laid over one another. */
export interface TraceStructure {
  traceCount: number
  /** Of all spans of these traces, whether their branch is told or not. */
  spanCount: number
  selfNs: number
  /** Of the branches that are told, in pre-order; of siblings the more frequent first. */
  branches: Branch[]
  /** Roots that are not told; null where all are. */
  rarer: RarerBranches | null
}
