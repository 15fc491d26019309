import Database from '@lucide/svelte/icons/database'
import type { View } from '../View'
import SqlView from './SqlView.svelte'

export const view: View = {
  id: 'sql',
  title: 'SQL',
  icon: Database,
  shortcut: '3',
  component: SqlView,
  needsArchive: true,
}
