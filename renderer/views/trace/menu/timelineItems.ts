import Branch from '@lucide/svelte/icons/focus'
import ChevronsDownUp from '@lucide/svelte/icons/list-chevrons-down-up'
import ChevronsUpDown from '@lucide/svelte/icons/list-chevrons-up-down'
import Maximize from '@lucide/svelte/icons/move-horizontal'
import Repeat from '@lucide/svelte/icons/layers'
import Undo from '@lucide/svelte/icons/undo-2'
import type { MenuItem } from '../../../ui/Menu.svelte'
import type { TraceState } from '../trace.svelte'

/** What can be done with a row in the timeline: of a span, of the one that stands for a group, or of a missing parent. */
export function timelineItems(trace: TraceState, row: number): MenuItem[] {
  const items: MenuItem[] = []
  const isSpan = !trace.missing.has(row)
  const isFolded = trace.folding.isFolded(row)
  const hasChildren = !isSpan || (trace.columns.childCount[row] ?? 0) > 0
  if (isSpan && row !== trace.root) {
    items.push({
      label: 'Only this span and what is below it',
      icon: Branch,
      shortcut: 'z',
      run: () => trace.showBranch(row),
    })
  }
  if (trace.root >= 0) {
    items.push({ label: 'The whole trace', icon: Undo, shortcut: 'Z', run: () => trace.showBranch(-1) })
  }
  if (isSpan && !isFolded) {
    items.push({ label: 'Zoom to the span', icon: Maximize, shortcut: 'F', run: () => trace.time.fitSpan(row) })
  }
  if (hasChildren && !isFolded) {
    const isCollapsed = trace.isCollapsed(row)
    items.push({
      label: isCollapsed ? 'Expand everything below' : 'Collapse everything below',
      icon: isCollapsed ? ChevronsUpDown : ChevronsDownUp,
      shortcut: 't',
      run: () => trace.toggleSubtree(row),
    })
  }
  if (trace.folding.groupOf(row) >= 0) {
    const label = isFolded ? 'Unfold the group' : 'Fold the group'
    items.push({ label, icon: Repeat, shortcut: 'u', run: () => trace.toggleFold(row) })
  }
  return items
}
