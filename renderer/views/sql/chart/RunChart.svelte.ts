import type { ChartAnswer } from '../../../../preload/contract/sql/held'
import { Asking } from '../../../state/asking.svelte'
import type { Session } from '../../../state/session.svelte'
import type { StatementRun } from '../StatementRun.svelte'
import type { ChartChoices } from './chartChoices'

/** Places across a chart: more than a screen can tell apart are put together. */
const BINS = 400

/** The chart of one result. */
export class RunChart {
  choices = $state.raw<ChartChoices | undefined>()
  readonly asking = new Asking<ChartAnswer>()
  readonly #session: Session
  readonly #run: StatementRun

  constructor(session: Session, run: StatementRun) {
    this.#session = session
    this.#run = run
  }

  /** Draws the rows as they are filtered now. */
  async ask(): Promise<void> {
    const { held } = this.#run
    if (!held || !this.choices) return
    const chart = { ...this.choices, bins: BINS }
    await this.asking.ask((signal) => this.#session.explorer.shell.ask('sql.chart', { ...held, chart }, { signal }))
  }
}

const charts = new WeakMap<StatementRun, RunChart>()

/** The chart of a run: it stays while its rows are looked at. */
export function chartOf(session: Session, run: StatementRun): RunChart {
  const known = charts.get(run) ?? new RunChart(session, run)
  charts.set(run, known)
  return known
}
