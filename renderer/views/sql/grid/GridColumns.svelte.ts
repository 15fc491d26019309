import type { SqlColumn, SqlValue } from '../../../../preload/contract/sql/sql'
import { columnWidths, NARROWEST, placeColumns, type GridColumn } from './columnLayout'
import { screenWidths } from './screenWidths'

/** Width of the numbers before the rows. */
export const GUTTER = 64
const WIDEST_DRAGGED = 2_000

/** How the columns of a result are shown: as wide as the user made them, pinned or hidden. */
export class GridColumns {
  /** Those that are shown, side by side. */
  shown = $state.raw<readonly GridColumn[]>([])
  /** Whether durations and moments are written for people. */
  readable = $state(true)
  #columns: readonly SqlColumn[] = []
  #before: GridColumns | undefined
  #natural: readonly number[] = []
  /** By the place of a column, where the user made it so. */
  #widths: Readonly<Record<number, number>> = {}
  #hidden: readonly number[] = []
  #pinned: readonly number[] = []

  /** Lays out the columns of a result by its first rows. */
  show(columns: readonly SqlColumn[], rows: readonly SqlValue[][]): void {
    const before = this.#before
    this.#before = undefined
    this.#columns = columns
    this.#natural = columnWidths(columns, rows.slice(0, 200), screenWidths())
    if (before && JSON.stringify(before.#columns) === JSON.stringify(columns)) {
      this.#widths = before.#widths
      this.#hidden = before.#hidden
      this.#pinned = before.#pinned
    }
    this.#place()
  }

  /** Will show the same columns as others did, where they are the same. */
  takeOver(before: GridColumns | undefined): void {
    this.#before = before
    this.readable = before?.readable ?? true
  }

  get width(): number {
    return this.shown.reduce((end, { left, width }) => Math.max(end, left + width), GUTTER)
  }

  /** Where the columns end that stay in sight. */
  get pinnedWidth(): number {
    return this.shown.reduce((end, { left, width, pinned }) => (pinned ? left + width : end), GUTTER)
  }

  get hiddenNames(): string[] {
    return this.#hidden.map((place) => this.#columns[place]?.name ?? '')
  }

  resize(place: number, width: number): void {
    const clamped = Math.round(Math.max(NARROWEST / 2, Math.min(width, WIDEST_DRAGGED)))
    this.#widths = { ...this.#widths, [place]: clamped }
    this.#place()
  }

  /** As wide as its first rows ask for. */
  fit(place: number): void {
    this.resize(place, this.#natural[place] ?? NARROWEST)
  }

  pin(place: number): void {
    const isPinned = this.#pinned.includes(place)
    this.#pinned = isPinned ? this.#pinned.filter((other) => other !== place) : [...this.#pinned, place]
    this.#place()
  }

  /** The last one in sight stays. */
  hide(place: number): void {
    if (this.shown.length < 2) return
    this.#hidden = [...this.#hidden, place]
    this.#place()
  }

  showAll(): void {
    this.#hidden = []
    this.#place()
  }

  #place(): void {
    const widths = this.#natural.map((natural, place) => this.#widths[place] ?? natural)
    this.shown = placeColumns(this.#columns, { widths, hidden: this.#hidden, pinned: this.#pinned }, GUTTER)
  }
}
