import type { TraceColumns } from '../../../../preload/contract/trace'
import { foldMeasure, type FoldMeasure } from './foldMeasure'
import { foldsOf, HIDDEN, membersOf, STANDS, type Folds } from './foldsOf'

/** Folding is on from the beginning where it hides at least so many rows, and at least this share of all. */
const MANY_ROWS = 50
const LARGE_SHARE = 0.3

/**
 * Which groups of repeated siblings show as one row. The first span of a group stands for all of it: so the rows that
 * show are rows of the trace still, in the same order.
 */
export class Folding {
  /** Whether repeats are folded, but for those groups that were unfolded one by one. */
  on = $state(false)
  /** Per row: 0, `STANDS` or `HIDDEN`. The rows below either of these are hidden too. */
  readonly hidden: Uint8Array
  readonly #columns: TraceColumns
  readonly #errorRows: Int32Array
  readonly #folds: Folds
  readonly #measures: (FoldMeasure | undefined)[] = []

  /**
   * @param kept when given, all other rows are hidden anyway and count for nothing.
   * @param on whether to begin folded; where it pays when not given.
   */
  constructor(columns: TraceColumns, errorRows: Int32Array, kept?: Uint8Array, on?: boolean) {
    this.#columns = columns
    this.#errorRows = errorRows
    this.#folds = foldsOf(columns, kept)
    this.hidden = new Uint8Array(columns.spanCount)
    this.set(on ?? this.#sparedRows() >= Math.max(MANY_ROWS, columns.spanCount * LARGE_SHARE))
  }

  get groupCount(): number {
    return this.#folds.firstMember.length - 1
  }

  /** The group that a row belongs to, folded or not; −1 for none. */
  groupOf(row: number): number {
    return this.#folds.groupOf[row] ?? -1
  }

  members(group: number): Int32Array {
    return membersOf(this.#folds, group)
  }

  /** The row that stands for a group when it is folded. */
  firstOf(group: number): number {
    const { firstMember, members } = this.#folds
    return members[firstMember[group] ?? -1] ?? -1
  }

  /** The row that shows for a row of a folded group; undefined when the row shows itself. */
  standsFor(row: number): number | undefined {
    return this.hidden[row] ? this.firstOf(this.groupOf(row)) : undefined
  }

  /** Whether a row stands for its group. */
  isFolded(row: number): boolean {
    return this.hidden[row] === STANDS
  }

  measure(group: number): FoldMeasure {
    return (this.#measures[group] ??= foldMeasure(this.#columns, this.members(group), this.#errorRows))
  }

  /** Folds or unfolds every group. */
  set(on: boolean): void {
    this.on = on
    this.hidden.fill(0)
    if (on) for (let group = 0; group < this.groupCount; group++) this.fold(group, true)
  }

  fold(group: number, folded: boolean): void {
    const members = this.members(group)
    for (let place = 0; place < members.length; place++) {
      this.hidden[members[place] ?? 0] = !folded ? 0 : place === 0 ? STANDS : HIDDEN
    }
  }

  /** How many rows go away when all groups are folded, if nothing else is hidden. */
  #sparedRows(): number {
    const { spanCount, descendantCount } = this.#columns
    const { groupOf } = this.#folds
    let shown = 0
    for (let row = 0; row < spanCount;) {
      const group = groupOf[row] ?? -1
      if (group < 0 || this.firstOf(group) === row) shown++
      row += group < 0 ? 1 : (descendantCount[row] ?? 0) + 1
    }
    return spanCount - shown
  }
}
