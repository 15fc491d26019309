import type { View } from '../View'
import TraceView from './TraceView.svelte'

export const view: View = {
  id: 'trace',
  title: 'Trace',
  icon: null,
  shortcut: null,
  component: TraceView,
  needsArchive: true,
}
