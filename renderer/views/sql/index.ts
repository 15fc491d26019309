import Database from '@lucide/svelte/icons/database'
import { commandKey } from '../../ui/commandKey'
import type { View } from '../View'
import SqlView from './SqlView.svelte'

export const view: View = {
  id: 'sql',
  title: 'SQL',
  icon: Database,
  shortcut: '2',
  component: SqlView,
  needsArchive: true,
  keys: [
    { keys: [commandKey, 'Enter'], does: 'Run the statement at the cursor, or the selected text' },
    { keys: ['Esc'], does: 'Cancel what is running' },
    { keys: ['F6'], does: 'On to the result, the relations, the editor' },
    { keys: [commandKey, 'Space'], does: 'Complete' },
    { keys: ['←', '→', '↑', '↓'], does: 'Move in the result' },
    { keys: ['Enter'], does: 'Open the trace of a cell, or show the cell whole' },
    { keys: [commandKey, 'C'], does: 'Copy the cell; with Shift the row' },
  ],
}
