import List from '@lucide/svelte/icons/list'
import type { View } from '../View'
import { savedQueryActions } from '../../query/kept/savedQueryActions'
import TracesView from './TracesView.svelte'

export const view: View = {
  id: 'traces',
  title: 'Traces',
  icon: List,
  shortcut: '1',
  component: TracesView,
  needsArchive: true,
  kept: savedQueryActions,
}
