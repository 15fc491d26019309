import type { ExplainedStatement, PlanNode } from '../../../../preload/contract/sql/held'
import { Asking } from '../../../state/asking.svelte'
import type { Session } from '../../../state/session.svelte'
import type { StatementRun } from '../StatementRun.svelte'

/** The plan of one statement that ran, asked for when it is first looked at. */
export class StatementPlan {
  readonly asking = new Asking<ExplainedStatement>()
  /** Of the statement that is being run and measured; undefined while none is. */
  measuring = $state.raw<{ elapsedMs: number; percentage: number | null } | undefined>()
  cancelled = $state(false)
  /** Operators below which nothing is shown. */
  closed = $state.raw<ReadonlySet<PlanNode>>(new Set())
  /** Operators of which all is shown. */
  opened = $state.raw<ReadonlySet<PlanNode>>(new Set())
  /** The line with the keys. */
  place = $state(0)
  readonly #session: Session
  readonly #run: StatementRun

  constructor(session: Session, run: StatementRun) {
    this.#session = session
    this.#run = run
  }

  /** Asks for the plan; with `analyze` the statement is run to its end. */
  async ask(analyze: boolean): Promise<void> {
    const { archive, statement, parameters, selection } = this.#run.asked
    const asked = { archive, statement: statement.text, parameters, selection, analyze }
    this.cancelled = false
    this.measuring = analyze ? { elapsedMs: 0, percentage: null } : undefined
    const answer = await this.asking.ask(async (signal) => {
      const result = await this.#session.explorer.shell.ask('sql.explain', asked, {
        signal,
        onProgress: (progress) => {
          if (!signal.aborted && analyze) this.measuring = progress
        },
      })
      if (!signal.aborted) this.measuring = undefined
      return result
    })
    if (!answer) return
    this.closed = new Set()
    this.opened = new Set()
    this.place = 0
  }

  cancel(): void {
    if (!this.asking.pending) return
    this.asking.cancel()
    this.measuring = undefined
    this.cancelled = true
  }
}

const plans = new WeakMap<StatementRun, StatementPlan>()

/** The plan of a run: it stays while its rows are looked at. */
export function planOf(session: Session, run: StatementRun): StatementPlan {
  const known = plans.get(run) ?? new StatementPlan(session, run)
  plans.set(run, known)
  return known
}
