import { criticalPathSections, walkCriticalPaths, type PathSections } from '../../../../main/analysis/criticalPath'
import { OWN_TIME, simulateFaster, withDescendants } from '../../../../main/analysis/simulateFaster'
import { spanTree, type SpanTree } from '../../../../main/analysis/spanTree'

/** A span and all below it, as columns; row 0 is that span. Times as in `TraceColumns`. */
export interface PathTree {
  parent: Int32Array
  start: Float64Array
  duration: Float64Array
  /** Number of the operation of each span, of which there are `operationCount`. */
  operation: Int32Array
  operationCount: number
}

/** How much of the critical path each operation takes. */
export interface PathShares {
  /** Nanoseconds. */
  time: Float64Array
  stretches: Int32Array
  /** Spans that are on the path. */
  spans: Int32Array
}

export interface CriticalPath {
  sections: PathSections
  shares: PathShares
}

/** What takes only a part of its time: all spans of the operations that have a one, or of one row (−1: of none). */
export interface Scenario {
  operations: Uint8Array
  row: number
  /** With everything below these spans, not their own time alone. */
  below: boolean
  /** What is left of the time: 0 for nothing, 1 for all. */
  factor: number
}

export interface Outcome {
  /** Nanoseconds of the root, before and after. */
  before: number
  after: number
  /** The time of each operation on the critical path as it is then. */
  time: Float64Array
}

/** The critical path of one tree, and what would become of it. Each answer takes n log n. */
export class PathModel {
  readonly #tree: SpanTree
  readonly #start: Float64Array
  readonly #end: Float64Array
  readonly #operation: Int32Array
  readonly #operationCount: number

  constructor({ parent, start, duration, operation, operationCount }: PathTree) {
    this.#tree = spanTree(parent)
    this.#start = start
    this.#end = start.map((from, row) => from + (duration[row] ?? NaN))
    this.#operation = operation
    this.#operationCount = operationCount
  }

  path(): CriticalPath {
    const sections = criticalPathSections(this.#tree, this.#start, this.#end)
    const time = new Float64Array(this.#operationCount)
    const stretches = new Int32Array(this.#operationCount)
    const spans = new Int32Array(this.#operationCount)
    const seen = new Uint8Array(this.#operation.length)
    for (let place = 0; place < sections.row.length; place++) {
      const row = sections.row[place] ?? 0
      const operation = this.#operation[row] ?? 0
      time[operation] = (time[operation] ?? 0) + (sections.to[place] ?? 0) - (sections.from[place] ?? 0)
      stretches[operation] = (stretches[operation] ?? 0) + 1
      if (!seen[row]) spans[operation] = (spans[operation] ?? 0) + 1
      seen[row] = 1
    }
    return { sections, shares: { time, stretches, spans } }
  }

  whatIf({ operations, row, below, factor }: Scenario): Outcome {
    const chosen = Uint8Array.from(this.#operation, (operation) => (operations[operation] ? OWN_TIME : 0))
    if (row >= 0) chosen[row] = OWN_TIME
    const faster = below ? withDescendants(this.#tree, chosen) : chosen
    const { start, end } = simulateFaster(this.#tree, this.#start, this.#end, faster, factor)
    const time = new Float64Array(this.#operationCount)
    const visit = (of: number, from: number, to: number) => {
      const operation = this.#operation[of] ?? 0
      time[operation] = (time[operation] ?? 0) + to - from
    }
    // What is gone leaves no moment between the end of one child and the start of the next.
    walkCriticalPaths(this.#tree, start, end, visit, true)
    const before = (this.#end[0] ?? NaN) - (this.#start[0] ?? NaN)
    return { before, after: (end[0] ?? NaN) - (start[0] ?? NaN), time }
  }
}
