import { startWork } from '../../../state/idle'
import type { Operations } from '../flame/flameTree'
import type { TraceState } from '../trace.svelte'
import type { CriticalPath, Outcome, Scenario } from './PathModel'
import { PathReckoner } from './PathReckoner'

/** The critical path of one span with all below it, as it is being looked at. */
export class PathState {
  path = $state.raw<CriticalPath | undefined>()
  outcome = $state.raw<Outcome | undefined>()
  failure = $state('')
  /** The span whose path it is. */
  readonly root: number
  readonly #reckoner: PathReckoner
  #endWork = startWork()

  constructor({ columns }: TraceState, operations: Operations, root: number) {
    this.root = root
    const last = root + (columns.descendantCount[root] ?? 0) + 1
    const parent = columns.parent.slice(root, last)
    for (let row = 0; row < parent.length; row++) parent[row] = row === 0 ? -1 : (parent[row] ?? 0) - root
    const tree = {
      parent,
      start: columns.start.slice(root, last),
      duration: columns.duration.slice(root, last),
      operation: operations.index.slice(root, last),
      operationCount: operations.row.length,
    }
    this.#reckoner = new PathReckoner(
      tree,
      (path) => (this.path = path),
      (outcome) => (this.outcome = outcome),
      (message) => (this.failure = message),
      () => this.#endWork(),
    )
  }

  /** Asks what would become of the path; `row` of the scenario is one of the trace. */
  whatIf(scenario: Scenario): void {
    const endBefore = this.#endWork
    this.#endWork = startWork()
    endBefore()
    this.#reckoner.whatIf({ ...scenario, row: scenario.row < 0 ? -1 : scenario.row - this.root })
  }

  close(): void {
    this.#reckoner.close()
    this.#endWork()
  }
}
