import type { Result } from '../../../../preload/contract/channel'
import type { Failure } from '../../../../preload/contract/failure'
import {
  MOST_MARKED,
  MOST_OPERATIONS,
  type Operation,
  type OperationDurations,
  type SpanMarks,
} from '../../../../preload/contract/marks'
import { spanIdAt } from '../../../../preload/contract/spanIds'
import type { TraceColumns } from '../../../../preload/contract/trace'
import { Asking } from '../../../state/asking.svelte'
import { durationRank, type DurationRank } from './durationRank'
import { nothingKnown, withAnswers } from './withAnswers'

const MOST_KEPT = 2_000

/** How the archive is asked for them. */
export interface MarkQuestions {
  marks: (spanIds: string[], signal: AbortSignal) => Promise<Result<SpanMarks[]>>
  durations: (operations: Operation[], signal: AbortSignal) => Promise<Result<OperationDurations[]>>
}

/** What rows show beside the columns of their trace: asked for the rows in sight, so that a huge trace opens no slower. */
export class RowMarks {
  readonly #columns: TraceColumns
  #marks: ReadonlyMap<number, SpanMarks> = $state.raw(nothingKnown())
  #durations: ReadonlyMap<number, OperationDurations> = $state.raw(nothingKnown())
  readonly #asking = new Asking<SpanMarks[]>()
  readonly #comparing = new Asking<OperationDurations[]>()
  #last: { rows: Int32Array; questions: MarkQuestions } | undefined

  constructor(columns: TraceColumns) {
    this.#columns = columns
  }

  /** Undefined until it is known. */
  of(row: number): SpanMarks | undefined {
    return this.#marks.get(row)
  }

  /** As `of`, of what is known at this moment. */
  get known(): (row: number) => SpanMarks | undefined {
    const marks = this.#marks
    return (row) => marks.get(row)
  }

  rankOf(row: number): DurationRank | undefined {
    const durations = this.#durations.get(this.#operationOf(row))
    const name = this.#columns.names[this.#columns.name[row] ?? 0] ?? ''
    return durations && durationRank(this.#columns.duration[row] ?? NaN, durations, name)
  }

  /** The archive has a new state: what is known is asked again. */
  forget(): void {
    this.#marks = nothingKnown()
    this.#durations = nothingKnown()
  }

  /** Why something that was asked of the rows in sight is not known. */
  get failure(): Failure | undefined {
    const failed = [this.#asking, this.#comparing].find(({ pending, failure }) => failure && !pending)
    return failed?.failure
  }

  /** Asks once more for what the last call asked for. */
  async retry(): Promise<void> {
    if (this.#last) await this.look(this.#last.rows, this.#last.questions)
  }

  /** Asks for what is not known of these rows. The newest call wins. */
  async look(rows: Int32Array, questions: MarkQuestions): Promise<void> {
    this.#last = { rows, questions }
    const { marks, durations } = questions
    const shown = [...rows].slice(0, MOST_MARKED)
    await Promise.all([this.#askMarks(shown, marks), this.#askDurations(shown, durations)])
  }

  async #askMarks(shown: number[], question: MarkQuestions['marks']): Promise<void> {
    const rows = shown.filter((row) => !this.#marks.has(row))
    if (rows.length === 0) return settled(this.#asking)
    const ids = rows.map((row) => spanIdAt(this.#columns.spanIds, row) ?? '')
    const answer = await this.#asking.ask((signal) => question(ids, signal))
    if (!answer) return
    const inOrder = ids.map((id) => answer.find(({ spanId }) => spanId === id))
    this.#marks = withAnswers(this.#marks, rows, inOrder, MOST_KEPT)
  }

  async #askDurations(shown: number[], question: MarkQuestions['durations']): Promise<void> {
    const rows = shown.filter((row) => !this.#durations.has(this.#operationOf(row)))
    const operationsOfRows = rows.map((row) => this.#operationOf(row))
    const asked = operationsOfRows
      .filter((one, place) => operationsOfRows.indexOf(one) === place)
      .slice(0, MOST_OPERATIONS)
    if (asked.length === 0) return settled(this.#comparing)
    const { services, names } = this.#columns
    const operations = asked.map((operation) => ({
      serviceName: services[Math.floor(operation / names.length)] ?? '',
      name: names[operation % names.length] ?? '',
    }))
    const answer = await this.#comparing.ask((signal) => question(operations, signal))
    if (!answer) return
    this.#durations = withAnswers(this.#durations, asked, answer, MOST_KEPT)
  }

  /** One number for service and name together. */
  #operationOf(row: number): number {
    const { service, name, names } = this.#columns
    return (service[row] ?? 0) * names.length + (name[row] ?? 0)
  }
}

/** All is known: what failed before was about other rows. */
function settled(asking: Asking<unknown>): void {
  asking.cancel()
  asking.failure = undefined
}
