import List from '@lucide/svelte/icons/list'
import type { View } from '../View'
import TracesView from './TracesView.svelte'

export const view: View = {
  id: 'traces',
  title: 'Traces',
  icon: List,
  shortcut: '1',
  component: TracesView,
  needsArchive: true,
  keys: [
    { keys: ['↑', '↓'], does: 'Move, also with k and j' },
    { keys: ['PgUp', 'PgDn'], does: 'Move by a page' },
    { keys: ['Home', 'End'], does: 'First and last row' },
    { keys: ['Enter'], does: 'Open the trace or the span, or the spans of a group' },
    { keys: ['/'], does: 'Write a query' },
    { keys: ['Enter'], does: 'In the query: search' },
    { keys: ['Alt', '↓'], does: 'In the query: saved and recent ones' },
    { keys: ['+'], does: 'Add a condition' },
    { keys: ['Del'], does: 'On a condition: remove it' },
    { keys: ['Esc'], does: 'From the query or the filters back to the list; there: cancel a search' },
    { keys: ['←', '→'], does: 'In matches over time: move' },
    { keys: ['Shift+←', 'Shift+→'], does: 'In matches over time: choose a stretch' },
    { keys: ['Enter'], does: 'In matches over time: look at what is chosen' },
    { keys: ['Esc'], does: 'In matches over time: choose nothing, then any time' },
  ],
}
