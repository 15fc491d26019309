import type { KeyLine } from '../View'
import { choices } from './choices.svelte'
import type { TraceState } from './trace.svelte'

/** What keys do while the rows have the focus; a letter with Shift is its capital. */
const ROW_KEYS: Record<string, (state: TraceState) => void> = {
  ArrowDown: (state) => state.move(1),
  ArrowUp: (state) => state.move(-1),
  ArrowLeft: (state) => state.collapseOrParent(),
  ArrowRight: (state) => state.expandOrChild(),
  'Shift+ArrowLeft': (state) => state.time.panStep(-1),
  'Shift+ArrowRight': (state) => state.time.panStep(1),
  PageDown: (state) => state.movePage(1),
  PageUp: (state) => state.movePage(-1),
  Home: (state) => state.moveToEnd(-1),
  End: (state) => state.moveToEnd(1),
  Enter: (state) => {
    if (state.current < 0) state.move(0)
    else choices.detailOpen = !choices.detailOpen
  },
  ' ': (state) => state.toggle(state.current),
}

/** What keys do anywhere in the trace's page. */
const PAGE_KEYS: Record<string, (state: TraceState) => void> = {
  j: (state) => state.move(1),
  k: (state) => state.move(-1),
  h: (state) => state.collapseOrParent(),
  l: (state) => state.expandOrChild(),
  e: (state) => state.selectError(true),
  E: (state) => state.selectError(false),
  n: (state) => state.selectMatch(true),
  N: (state) => state.selectMatch(false),
  '+': (state) => state.time.zoomStep(true, state.selected),
  '=': (state) => state.time.zoomStep(true, state.selected),
  '-': (state) => state.time.zoomStep(false, state.selected),
  '−': (state) => state.time.zoomStep(false, state.selected),
  _: (state) => state.time.zoomStep(false, state.selected),
  '0': (state) => state.time.fit(),
  f: (state) => state.time.fit(),
  F: (state) => state.time.fitSpan(state.selected),
  '[': (state) => state.collapseLevel(),
  ']': (state) => state.expandLevel(),
  '{': (state) => state.collapseAll(),
  '}': (state) => state.expandAll(),
  '/': (state) => (state.writesFilter = true),
  o: (state) => state.hideOthers(!state.hidesOthers),
  r: (state) => state.toggleFolding(),
  u: (state) => state.toggleFold(state.selected),
  y: (state) => state.selectAlike(1),
  Y: (state) => state.selectAlike(-1),
  t: (state) => state.toggleSubtree(state.current),
  z: (state) => state.showBranch(state.selected),
  Z: (state) => state.showBranch(-1),
  i: () => choices.toggleSqueeze(),
  w: (state) => state.time.zoomStep(true, state.selected),
  s: (state) => state.time.zoomStep(false, state.selected),
  a: (state) => state.time.panStep(-1),
  d: (state) => state.time.panStep(1),
  c: () => choices.toggleCriticalPath(),
  m: () => choices.nextTimeMode(),
  b: () => choices.toggleSticky(),
  p: () => choices.toggleDetailPlace(),
  x: (state) => state.time.correctClocks(!state.time.clocksCorrected),
  X: (state) => (state.choosesExport = true),
  Escape: () => (choices.detailOpen = false),
}

/** Of these, what means something in every view of the trace, not in the timeline alone. */
const SHARED_KEYS: ReadonlySet<string> = new Set(['e', 'E', 'n', 'N', 'y', 'Y', 'X', 'Escape'])

type KeyPress = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>

/** Does what a key means; false when it means nothing here. Views other than the timeline have most keys for themselves. */
export function pressKey(state: TraceState, event: KeyPress, onRows: boolean, inTimeline = true): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || !(inTimeline || SHARED_KEYS.has(event.key))) return false
  const named = event.shiftKey && event.key.length > 1 ? `Shift+${event.key}` : event.key
  const action = (onRows ? ROW_KEYS[named] : undefined) ?? PAGE_KEYS[named]
  if (!action) return false
  action(state)
  return true
}

export const TRACE_KEYS: KeyLine[] = [
  { keys: ['↑', '↓'], does: 'Previous or next span (also k and j)' },
  { keys: ['←'], does: 'Collapse, or go to the parent (also h)' },
  { keys: ['→'], does: 'Expand, or go to the first child (also l)' },
  { keys: ['PgUp', 'PgDn'], does: 'A screenful up or down' },
  { keys: ['Home', 'End'], does: 'First or last span' },
  { keys: ['Enter'], does: 'Open or close the details of the span' },
  { keys: ['Shift+F10'], does: 'What to do with the span (also the menu key, or a right click)' },
  { keys: ['p'], does: 'Details of the span to the right or below' },
  { keys: ['e', 'E'], does: 'Next or previous error' },
  { keys: ['n', 'N'], does: 'Next or previous span that matches the query' },
  { keys: ['/'], does: 'Filter the spans of the trace' },
  { keys: ['o'], does: 'Only what matches, or everything again' },
  { keys: ['Space'], does: 'Collapse or expand the span' },
  { keys: ['t'], does: 'Collapse or expand everything below the span' },
  { keys: ['r'], does: 'Fold what repeats, or unfold all' },
  { keys: ['u'], does: 'Unfold or fold the group of the span' },
  { keys: ['y', 'Y'], does: 'Next or previous of the spans that repeat each other' },
  { keys: ['[', ']'], does: 'Collapse or expand one level' },
  { keys: ['{', '}'], does: 'Collapse or expand all' },
  { keys: ['w', 's'], does: 'Zoom in or out (also + and −, Ctrl and the wheel)' },
  { keys: ['a', 'd'], does: 'Earlier or later (also Shift with ← and →, Shift and the wheel)' },
  { keys: ['F'], does: 'Zoom to the span (also a double click)' },
  { keys: ['f'], does: 'Fit the whole trace (also 0)' },
  { keys: ['z'], does: 'Only the span and what is below it; with Shift the whole trace again' },
  { keys: ['i'], does: 'Squeeze idle gaps, or show them in full' },
  { keys: ['m'], does: 'Times since the trace began, of the clock, or since the selected span began' },
  { keys: ['v', 'V'], does: 'Next or previous view of the trace' },
  { keys: ['c'], does: 'Critical path on or off' },
  { keys: ['b'], does: 'Keep the ancestors of the first row at the top, or let them scroll away' },
  { keys: ['x'], does: 'Clock skew corrected, or times as recorded' },
  { keys: ['X'], does: 'Export the trace, or a picture of it' },
]
