import { actionFor, type Action, type KeyLine } from '../../state/actions.svelte'
import type { KeyPress } from '../../ui/keyOf'
import { choices } from './choices.svelte'
import type { TraceState } from './trace.svelte'

/** Something that can be done with a trace. A letter with Shift is its capital. */
interface TraceAction extends KeyLine {
  run: (trace: TraceState) => void
  /** Whether it can be done now; always, where this is left out. */
  can?: (trace: TraceState) => boolean
  /** Of a choice: whether it is made. */
  isOn?: (trace: TraceState) => boolean
  /** Whether it means something in every view of the trace, not in the timeline alone. */
  inAll?: true
}

const TRACE_ACTIONS: TraceAction[] = [
  { keys: ['ArrowDown', 'j'], does: 'Next span', run: (trace) => trace.move(1) },
  { keys: ['ArrowUp', 'k'], does: 'Previous span', run: (trace) => trace.move(-1) },
  { keys: ['ArrowLeft', 'h'], does: 'Collapse, or go to the parent', run: (trace) => trace.collapseOrParent() },
  { keys: ['ArrowRight', 'l'], does: 'Expand, or go to the first child', run: (trace) => trace.expandOrChild() },
  { keys: ['PageDown'], does: 'A screenful down', run: (trace) => trace.movePage(1) },
  { keys: ['PageUp'], does: 'A screenful up', run: (trace) => trace.movePage(-1) },
  { keys: ['Home'], does: 'First span', run: (trace) => trace.moveToEnd(-1) },
  { keys: ['End'], does: 'Last span', run: (trace) => trace.moveToEnd(1) },
  { keys: ['Enter'], does: 'Details of the span', run: toggleDetails, isOn: () => choices.detailOpen },
  { keys: ['Escape'], does: 'Close the details', run: closeDetails, can: () => choices.detailOpen, inAll: true },
  { keys: ['p'], does: 'Details to the right or below', run: () => choices.toggleDetailPlace() },
  { keys: ['e'], does: 'Next error', run: (trace) => trace.selectError(true), can: hasErrors, inAll: true },
  { keys: ['E'], does: 'Previous error', run: (trace) => trace.selectError(false), can: hasErrors, inAll: true },
  { keys: ['n'], does: 'Next match', run: (trace) => trace.selectMatch(true), can: hasQuery, inAll: true },
  { keys: ['N'], does: 'Previous match', run: (trace) => trace.selectMatch(false), can: hasQuery, inAll: true },
  { keys: ['/'], does: 'Filter the spans of the trace', run: (trace) => (trace.writesFilter = true) },
  { keys: ['o'], does: 'Hide what does not match', run: toggleOthers, can: hasQuery, isOn: hidesOthers },
  { keys: [' '], does: 'Collapse or expand the span', run: toggle, can: isCurrent },
  { keys: ['t'], does: 'Collapse or expand all below the span', run: toggleSubtree, can: isCurrent },
  { keys: ['['], does: 'Collapse one level', run: (trace) => trace.collapseLevel() },
  { keys: [']'], does: 'Expand one level', run: (trace) => trace.expandLevel() },
  { keys: ['{'], does: 'Collapse all', run: (trace) => trace.collapseAll() },
  { keys: ['}'], does: 'Expand all', run: (trace) => trace.expandAll() },
  { keys: ['r'], does: 'Fold what repeats', run: (trace) => trace.toggleFolding(), can: repeats, isOn: folds },
  { keys: ['u'], does: 'Unfold or fold the group of the span', run: toggleFold, can: isInFold },
  { keys: ['y'], does: 'Next span that repeats this one', run: nextAlike, can: isInFold, inAll: true },
  { keys: ['Y'], does: 'Previous span that repeats this one', run: previousAlike, can: isInFold, inAll: true },
  { keys: ['z'], does: 'Only the span and what is below it', run: showBranch, can: isSelected },
  { keys: ['Z'], does: 'The whole trace again', run: (trace) => trace.showBranch(-1), can: isBranch },
  { keys: ['w', '+', '='], does: 'Zoom in', run: (trace) => trace.time.zoomStep(true, trace.selected) },
  { keys: ['s', '-', '−', '_'], does: 'Zoom out', run: (trace) => trace.time.zoomStep(false, trace.selected) },
  { keys: ['a', 'Shift+ArrowLeft'], does: 'Look at earlier times', run: (trace) => trace.time.panStep(-1) },
  { keys: ['d', 'Shift+ArrowRight'], does: 'Look at later times', run: (trace) => trace.time.panStep(1) },
  { keys: ['F'], does: 'Zoom to the span', run: fitSpan, can: isSelected },
  { keys: ['f', '0'], does: 'Fit the whole trace', run: (trace) => trace.time.fit() },
  { keys: ['i'], does: 'Squeeze idle gaps', run: toggleSqueeze, can: hasGaps, isOn: () => choices.squeeze },
  { keys: ['m'], does: 'Times of the trace, of the clock, or since the span', run: () => choices.nextTimeMode() },
  { keys: ['c'], does: 'Critical path', run: () => choices.toggleCriticalPath(), isOn: () => choices.criticalPath },
  { keys: ['b'], does: 'Ancestors stay at the top', run: () => choices.toggleSticky(), isOn: () => choices.sticky },
  { keys: ['x'], does: 'Correct clock skew', run: toggleClocks, can: isSkewed, isOn: isCorrected },
  { keys: ['X'], does: 'Export the trace', run: (trace) => (trace.choosesExport = true), inAll: true },
]

/** What the mouse does as well, and keys that are pressed in one place only. */
export const TRACE_KEYS: KeyLine[] = [
  { keys: ['Mod+Wheel'], does: 'Zoom where the pointer is' },
  { keys: ['Shift+Wheel'], does: 'Look at earlier or later times' },
  { keys: ['Double click'], does: 'Zoom to the span' },
  { keys: ['Shift+F10', 'Right click'], does: 'What to do with the span' },
]

/** What can be done in a view of the trace. Views other than the timeline have most keys for themselves. */
export function traceActions(trace: TraceState, inTimeline: boolean): Action[] {
  return TRACE_ACTIONS.filter(({ inAll }) => inTimeline || inAll).map(({ keys, does, run, can, isOn }) => ({
    keys,
    does,
    run: () => run(trace),
    can: can?.(trace) ?? true,
    isOn: isOn?.(trace) ?? false,
  }))
}

/** Does what a key means; false when it means nothing here. */
export function pressKey(trace: TraceState, press: KeyPress, onRows: boolean, inTimeline = true): boolean {
  const action = actionFor(press, TRACE_ACTIONS)
  if (!action || !(inTimeline || action.inAll) || !(onRows || !isOfRows(press))) return false
  action.run(trace)
  return true
}

/** Keys that move about or press what has the focus are the rows' only where the rows have it. */
function isOfRows({ key }: KeyPress): boolean {
  return key === ' ' || (key.length > 1 && key !== 'Escape')
}

function toggleDetails(trace: TraceState): void {
  if (trace.current < 0) trace.move(0)
  else choices.detailOpen = !choices.detailOpen
}

function closeDetails(): void {
  choices.detailOpen = false
}

function toggleSqueeze(): void {
  choices.toggleSqueeze()
}

function toggle(trace: TraceState): void {
  trace.toggle(trace.current)
}

function toggleSubtree(trace: TraceState): void {
  trace.toggleSubtree(trace.current)
}

function toggleFold(trace: TraceState): void {
  trace.toggleFold(trace.selected)
}

function nextAlike(trace: TraceState): void {
  trace.selectAlike(1)
}

function previousAlike(trace: TraceState): void {
  trace.selectAlike(-1)
}

function toggleOthers(trace: TraceState): void {
  trace.hideOthers(!trace.hidesOthers)
}

function toggleClocks({ time }: TraceState): void {
  time.correctClocks(!time.clocksCorrected)
}

function showBranch(trace: TraceState): void {
  trace.showBranch(trace.selected)
}

function fitSpan({ time, selected }: TraceState): void {
  time.fitSpan(selected)
}

/** A span or the row of a missing parent. */
function isCurrent({ current }: TraceState): boolean {
  return current >= 0
}

function isSelected({ selected }: TraceState): boolean {
  return selected >= 0
}

function isBranch({ root }: TraceState): boolean {
  return root >= 0
}

function isSkewed({ time }: TraceState): boolean {
  return time.clocks.isSkewed
}

function isCorrected({ time }: TraceState): boolean {
  return time.clocksCorrected
}

function hasErrors({ measure }: TraceState): boolean {
  return measure.errorRows.length > 0
}

function hasQuery({ matches }: TraceState): boolean {
  return matches.active
}

function hasGaps({ time }: TraceState): boolean {
  return time.gaps.length > 0
}

function hidesOthers(trace: TraceState): boolean {
  return trace.hidesOthers
}

function repeats({ folding }: TraceState): boolean {
  return folding.groupCount > 0
}

function isInFold({ folding, selected }: TraceState): boolean {
  return selected >= 0 && folding.groupOf(selected) >= 0
}

function folds({ folding }: TraceState): boolean {
  return folding.on
}
