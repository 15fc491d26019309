import Telescope from '@lucide/svelte/icons/telescope'
import type { View } from '../View'
import ExploreView from './ExploreView.svelte'

export const view: View = {
  id: 'explore',
  title: 'Explore',
  icon: Telescope,
  shortcut: '2',
  component: ExploreView,
  needsArchive: true,
}
