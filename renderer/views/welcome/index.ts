import House from '@lucide/svelte/icons/house'
import type { View } from '../View'
import WelcomeView from './WelcomeView.svelte'

export const view: View = {
  id: 'welcome',
  title: 'Welcome',
  icon: House,
  shortcut: null,
  component: WelcomeView,
  needsArchive: false,
}
