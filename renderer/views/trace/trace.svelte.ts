import { rowOfSpanId, spanIdAt } from '../../../preload/contract/spanIds'
import type { SpanDetail, TraceColumns } from '../../../preload/contract/trace'
import { Asking } from '../../state/asking.svelte'
import { choices } from './choices.svelte'
import { collapseAll, collapseLevel, expandLevel, reveal, setSubtree, type Collapsed } from './collapsing'
import { keptRows } from './filter/keptRows'
import { countWithin } from './fold/foldMeasure'
import { Folding } from './fold/folding.svelte'
import { ROW_HEIGHT } from './layout'
import { RowMarks } from './marks/rowMarks.svelte'
import { MatchedSpans } from './matchedSpans.svelte'
import type { TraceMeasure } from './measureTrace'
import { MissingParents } from './missing/MissingParents'
import { nextRow } from './nextRow'
import {
  collapseFromAddress,
  collapsedInAddress,
  foldFromAddress,
  foldsInAddress,
  type RowsInAddress,
} from './place/rowsInAddress'
import { mostSticky, stickyHeight, stickyRows, type StickyRows } from './sticky/stickyRows'
import { TraceTime } from './traceTime.svelte'
import { placeOf, shownFor, visibleRows } from './visibleRows'

/** One trace as it is being looked at: what is selected, what is collapsed, and which rows show. */
export class TraceState {
  /** Which of its time is shown, and how. */
  readonly time: TraceTime
  readonly detail = new Asking<SpanDetail>()
  readonly matches: MatchedSpans
  readonly marks: RowMarks
  readonly missing: MissingParents
  /** Which repeated siblings show as one row. */
  folding: Folding
  /** The row whose branch alone is shown; −1 for the whole trace. */
  root = $state(-1)
  /** Whether rows that do not match are hidden, as long as any query or service is looked for. */
  hidesOthers = $state(false)
  /** Where the query of the trace is being written. */
  writesFilter = $state(false)
  /** Whether what the trace can be exported as is asked for. */
  choosesExport = $state(false)
  /** The rows that are not hidden below a collapsed one. */
  rows: Int32Array = $state.raw(new Int32Array(0))
  /** The selected span, −1 for none; never a hidden one. */
  selected = $state(-1)
  /** The missing parent that keys act on, −1 for none. No span is selected then. */
  missingParent = $state(-1)
  /** How far the rows are scrolled, and how much of them shows, in pixels. */
  offset = $state(0)
  viewHeight = $state(0)
  /** A span that was asked for by its id and is not in this trace; empty when there is none. */
  missingSpan = $state('')
  /** The end at which the last step from match to match started over, as long as it stays where it led. */
  startedOver = $state<'' | 'top' | 'bottom'>('')
  /** Whether rows have been collapsed, folded or hidden since the trace was opened. */
  isRearranged = false
  readonly #collapsed: Collapsed
  readonly #foldsAtFirst: boolean
  /** The rows that match and their ancestors, while all others are hidden. */
  #kept: Uint8Array | undefined
  /** The row to bring into view once it is known how much shows; −1 for none. */
  #awaited = -1

  constructor(columns: TraceColumns) {
    this.time = new TraceTime(columns)
    this.marks = new RowMarks(columns)
    this.matches = new MatchedSpans(columns.spanCount, columns.service)
    this.missing = new MissingParents(columns)
    this.#collapsed = new Uint8Array(columns.spanCount + this.missing.count)
    this.folding = $state.raw(new Folding(columns, this.measure.errorRows))
    this.#foldsAtFirst = this.folding.on
    this.rows = visibleRows(columns, this.#collapsed, this.folding.hidden)
  }

  /** The trace as it is shown, in real time: its times may be corrected. */
  get columns(): TraceColumns {
    return this.time.columns
  }

  get measure(): TraceMeasure {
    return this.time.measure
  }

  get contentHeight(): number {
    return this.rows.length * ROW_HEIGHT
  }

  /** The row that keys act on: that of the selected span or of a missing parent; −1 for none. */
  get current(): number {
    return this.missingParent < 0 ? this.selected : this.missingParent
  }

  /** The id of the selected span or missing parent; undefined for none. */
  get currentId(): string | undefined {
    return this.missingParent < 0
      ? spanIdAt(this.columns.spanIds, this.selected)
      : this.missing.spanId(this.missingParent)
  }

  /** The ancestors of the first row in view that stay at the top. */
  get sticky(): StickyRows {
    return stickyRows(this.rows, this.offset, this.#mostSticky, this.depthOf, this.parentOf)
  }

  get #mostSticky(): number {
    return choices.sticky ? mostSticky(this.viewHeight) : 0
  }

  /** The place of a row among those that are shown; when it is hidden, of the one before it; −1 for none. */
  placeOf(row: number): number {
    return placeOf(this.rows, row, this.missing.orderOf)
  }

  /** The row above in the tree, which may be that of a missing parent; −1 for none. */
  readonly parentOf = (row: number): number => {
    const parent = this.columns.parent[row] ?? -1
    return parent < 0 && this.root < 0 ? this.missing.above(row) : parent
  }

  isCollapsed(row: number): boolean {
    return this.#collapsed[row] === 1
  }

  /**
   * Selects a row and brings it into view, expanding and unfolding what hides it; with `alone` also the group that it
   * stands for. −1 selects nothing; a missing parent is none of the spans, and only keys act on it.
   */
  select(row: number, alone = false): void {
    if (row >= 0 && !this.#isWithin(row)) this.showBranch(-1)
    if (row >= 0 && this.#kept?.[row] === 0) this.hideOthers(false)
    if (row >= 0 && (this.rows[this.placeOf(row)] !== row || (alone && this.folding.isFolded(row)))) {
      reveal(this.columns, this.#collapsed, row, this.missing.above(row))
      this.#unfoldAround(row)
      this.#rebuild()
    }
    if (row >= 0) this.missingSpan = ''
    this.startedOver = ''
    this.#standOn(row)
    this.bringIntoView(row)
  }

  /** Selects the span, or the missing parent, with this id; false when the trace has none. */
  selectSpan(spanId: string): boolean {
    if (this.currentId === spanId) return true
    const found = rowOfSpanId(this.columns.spanIds, spanId)
    const row = found < 0 ? this.missing.rowOf(spanId) : found
    this.missingSpan = row < 0 ? spanId : ''
    if (row >= 0) this.select(row)
    return row >= 0
  }

  /** Moves the selection by visible rows; the first step selects the first row in view. */
  move(by: number): void {
    if (this.rows.length === 0) return
    const top = Math.floor((this.offset + stickyHeight(this.sticky)) / ROW_HEIGHT)
    const place = this.current < 0 ? top : this.placeOf(this.current) + by
    this.select(this.rows[Math.min(Math.max(place, 0), this.rows.length - 1)] ?? -1)
  }

  movePage(direction: 1 | -1): void {
    this.move(direction * Math.max(1, Math.floor(this.viewHeight / ROW_HEIGHT) - 1))
  }

  moveToEnd(direction: 1 | -1): void {
    this.select(this.rows[direction < 0 ? 0 : this.rows.length - 1] ?? -1)
  }

  /** Collapses the selected row, or goes to its parent when there is nothing to collapse. */
  collapseOrParent(): void {
    const row = this.current
    if (row < 0) return this.move(0)
    if (this.#hasChildren(row) && !this.isCollapsed(row) && !this.folding.isFolded(row)) this.toggle(row)
    else if (this.parentOf(row) >= 0) this.select(this.parentOf(row))
  }

  /** Expands the selected row, or goes to its first child when it is expanded. */
  expandOrChild(): void {
    const row = this.current
    if (row < 0) return this.move(0)
    if (this.folding.isFolded(row)) return this.toggleFold(row)
    if (!this.#hasChildren(row)) return
    if (this.isCollapsed(row)) this.toggle(row)
    else this.select(this.missing.has(row) ? this.missing.first(row) : row + 1)
  }

  /** Collapses or expands a row; unfolds the group that it stands for. */
  toggle(row: number): void {
    if (this.folding.isFolded(row)) return this.toggleFold(row)
    if (!this.#hasChildren(row)) return
    this.#collapsed[row] = this.isCollapsed(row) ? 0 : 1
    this.#rebuild()
  }

  /** Unfolds the group that a row stands for, or folds the one that it belongs to. */
  toggleFold(row: number): void {
    const group = this.folding.groupOf(row)
    if (group < 0) return
    this.folding.fold(group, !this.folding.hidden[row])
    this.#rebuild()
  }

  /** Selects the next or previous of the spans that repeat each other; a folded group is unfolded by it. */
  selectAlike(by: 1 | -1): void {
    const group = this.folding.groupOf(this.selected)
    if (group < 0) return
    const members = this.folding.members(group)
    const row = members[placeOf(members, this.selected) + by]
    if (row !== undefined) this.select(row)
  }

  /** How many of a group's spans, and of those below them, match. */
  matchesInFold(group: number): number {
    return countWithin(this.columns, this.folding.members(group), this.matches.rows ?? new Int32Array(0))
  }

  /** Folds what repeats, all of it, or nothing. */
  toggleFolding(): void {
    this.folding.set(!this.folding.on)
    this.#rebuild()
  }

  toggleSubtree(row: number): void {
    setSubtree(this.columns, this.missing, this.#collapsed, row, !this.isCollapsed(row))
    this.#rebuild()
  }

  expandAll(): void {
    this.#collapsed.fill(0)
    this.#rebuild()
  }

  collapseAll(): void {
    collapseAll(this.columns, this.#collapsed)
    this.#rebuild()
  }

  expandLevel(): void {
    expandLevel(this.columns, this.#collapsed, this.rows)
    this.#rebuild()
  }

  collapseLevel(): void {
    collapseLevel(this.columns, this.#collapsed, this.rows)
    this.#rebuild()
  }

  /** Shows only a row and what is below it, over its whole time; −1 shows the whole trace again. */
  showBranch(root: number): void {
    if (root === this.root) return
    const left = this.root
    this.root = root
    if (root >= 0 && this.#kept?.[root] === 0) this.hideOthers(false)
    if (root >= 0) this.#unfoldAround(root)
    if (root >= 0) reveal(this.columns, this.#collapsed, root, this.missing.above(root))
    if (this.selected < 0 || !this.#isWithin(this.selected)) this.#standOn(root)
    this.#rebuild()
    this.showAllTime()
    this.bringIntoView(this.selected >= 0 ? this.selected : left)
  }

  /** Shows the whole time of the branch or trace that is shown. */
  showAllTime(): void {
    if (this.root >= 0) this.time.fitSpan(this.root)
    else this.time.fit()
  }

  /** What is collapsed and folded, as an address says it. */
  get rowsInAddress(): RowsInAddress {
    const rows = () => visibleRows(this.columns, new Uint8Array(0), this.folding.hidden)
    return {
      collapsed: this.#collapsed.includes(1) ? collapsedInAddress(this.columns, this.#collapsed, rows()) : '',
      folds: foldsInAddress(this.folding, this.#foldsAtFirst, this.columns.spanIds),
    }
  }

  /** Collapses and folds as an address says; what it does not say is as at first. */
  showRows({ collapsed, folds }: RowsInAddress): void {
    collapseFromAddress(collapsed, this.columns, this.#collapsed)
    foldFromAddress(folds, this.folding, this.#foldsAtFirst, this.columns)
    this.#rebuild()
  }

  /** How deep a row is below what is shown. */
  readonly depthOf = (row: number): number => {
    const depth = this.columns.depth[row] ?? 0
    if (this.root >= 0) return depth - (this.columns.depth[this.root] ?? 0)
    return depth + Number(this.missing.above(row) >= 0)
  }

  #isWithin(row: number): boolean {
    return this.root < 0 || (row >= this.root && row <= this.root + (this.columns.descendantCount[this.root] ?? 0))
  }

  /** Hides what does not match, or shows it again. To be called also when other spans match. */
  hideOthers(hide: boolean): void {
    this.hidesOthers = hide
    const rows = hide && this.matches.active ? this.matches.rows : undefined
    if (!rows && !this.#kept) return
    this.#kept = rows && keptRows(this.columns, rows)
    this.folding = new Folding(this.columns, this.measure.errorRows, this.#kept, this.folding.on)
    if (this.#kept?.[this.selected] !== 0) this.#unfoldAround(this.selected)
    this.#rebuild()
  }

  /** Whether a row shows only because one below it matches. */
  isDimmed(row: number): boolean {
    return this.#kept !== undefined && !this.matches.has(row)
  }

  selectError(forward: boolean): void {
    const kept = this.#kept
    const errors = kept ? this.measure.errorRows.filter((row) => kept[row]) : this.measure.errorRows
    const row = nextRow(errors, this.#startOfSearch(forward), forward)
    if (row >= 0) this.select(row, true)
  }

  selectMatch(forward: boolean, from = this.#startOfSearch(forward)): void {
    const row = this.matches.next(from, forward)
    if (row < 0) return
    this.select(row, true)
    if (from >= 0 && (forward ? row <= from : row >= from)) this.startedOver = forward ? 'top' : 'bottom'
  }

  scrollTo(offset: number): void {
    this.offset = Math.min(Math.max(offset, 0), Math.max(0, this.contentHeight - this.viewHeight))
  }

  /** Scrolls as little as shows the row, below the ancestors that stay at the top; from far away, to the middle. */
  bringIntoView(row: number): void {
    const place = this.placeOf(row)
    this.#awaited = this.viewHeight === 0 ? row : -1
    if (place < 0 || this.viewHeight === 0) return
    const top = place * ROW_HEIGHT
    const low = this.offset + stickyHeight(this.sticky)
    const high = this.offset + this.viewHeight - ROW_HEIGHT
    if (top >= low && top <= high) return
    const distance = top < low ? low - top : top - high
    const above = Math.min(this.#mostSticky, this.depthOf(row)) * ROW_HEIGHT
    if (distance > this.viewHeight) this.scrollTo(top - (this.viewHeight - ROW_HEIGHT) / 2)
    else this.scrollTo(top < low ? top - above : top - this.viewHeight + ROW_HEIGHT)
  }

  /** To be called when less shows than before: a selected row that was in view stays so. */
  keepInView(heightBefore: number): void {
    const top = this.placeOf(this.current) * ROW_HEIGHT
    if (top >= this.offset - ROW_HEIGHT && top <= this.offset + heightBefore) this.bringIntoView(this.current)
  }

  /** To be called when it is known how much shows: a row that was selected before is brought into view. */
  showAwaited(): void {
    if (this.viewHeight > 0 && this.#awaited >= 0) this.bringIntoView(this.#awaited)
  }

  #hasChildren(row: number): boolean {
    return this.missing.has(row) || (this.columns.childCount[row] ?? 0) > 0
  }

  #standOn(row: number): void {
    this.missingParent = this.missing.has(row) ? row : -1
    this.selected = this.missing.has(row) ? -1 : row
  }

  /** After (or before) which row a search goes on. */
  #startOfSearch(forward: boolean): number {
    return this.missingParent < 0 ? this.selected : this.missing.first(this.missingParent) - Number(forward)
  }

  #unfoldAround(row: number): void {
    for (let above = row; above >= 0; above = this.columns.parent[above] ?? -1) {
      if (this.folding.hidden[above]) this.folding.fold(this.folding.groupOf(above), false)
    }
  }

  /** Works out the visible rows anew; the selected row, or else the first in view, keeps its place on the screen. */
  #rebuild(): void {
    this.isRearranged = true
    const first = this.rows[Math.min(Math.floor(this.offset / ROW_HEIGHT), this.rows.length - 1)] ?? 0
    const top = this.placeOf(this.current) * ROW_HEIGHT - this.offset
    const inView = this.current >= 0 && top >= 0 && top < this.viewHeight
    const anchor = inView ? this.current : first
    const before = this.placeOf(anchor) * ROW_HEIGHT - this.offset

    this.rows = visibleRows(this.columns, this.#collapsed, this.folding.hidden, this.#kept, this.root)
    if (this.current >= 0) this.#standOn(this.#shownFor(this.current))
    this.scrollTo(this.placeOf(this.#shownFor(anchor)) * ROW_HEIGHT - before)
    if (inView) this.bringIntoView(this.current)
  }

  #shownFor(row: number): number {
    const { parent } = this.columns
    const standsFor = (hidden: number) =>
      this.#kept?.[hidden] === 0 ? (parent[hidden] ?? -1) : this.folding.standsFor(hidden)
    const shown = shownFor(parent, this.#collapsed, standsFor, row)
    const above = this.root < 0 ? this.missing.above(shown) : -1
    if (above >= 0 && this.isCollapsed(above)) return above
    return this.missing.has(shown) && this.rows[this.placeOf(shown)] !== shown ? -1 : shown
  }
}
