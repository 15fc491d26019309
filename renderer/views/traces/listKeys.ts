import type { KeyLine } from '../../state/actions.svelte'

/** Keys that mean something only in the list, in the query, or in the picture of matches over time. */
export const LIST_KEYS: KeyLine[] = [
  { keys: ['ArrowUp', 'ArrowDown', 'k', 'j'], does: 'Move' },
  { keys: ['PageUp', 'PageDown'], does: 'Move by a page' },
  { keys: ['Home', 'End'], does: 'First and last row' },
  { keys: ['Enter'], does: 'Open the trace or the span, or the spans of a group' },
  { keys: ['Enter'], does: 'In the query: search' },
  { keys: ['Delete'], does: 'On a condition: remove it' },
  { keys: ['Escape'], does: 'From the query or the filters back to the list' },
  { keys: ['ArrowLeft', 'ArrowRight'], does: 'In matches over time: move' },
  { keys: ['Shift+ArrowLeft', 'Shift+ArrowRight'], does: 'In matches over time: choose a stretch' },
  { keys: ['Enter'], does: 'In matches over time: look at what is chosen' },
  { keys: ['Escape'], does: 'In matches over time: choose nothing, then any time' },
]
