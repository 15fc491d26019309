import Copy from '@lucide/svelte/icons/copy'
import Filter from '@lucide/svelte/icons/list-filter'
import List from '@lucide/svelte/icons/list'
import ListTree from '@lucide/svelte/icons/list-tree'
import type { MenuItem } from '../../../ui/Menu.svelte'

/** What can be done with a branch; the first is what Enter does. */
export interface BranchDeeds {
  narrow: () => void
  listTraces: () => void
  /** Of all traces: TraceQL cannot tell them from the spans that the query of the page matches. */
  listSpans: () => void
  isNarrowed: boolean
  copyQuery: () => void
}

export function branchItems({ narrow, listTraces, listSpans, isNarrowed, copyQuery }: BranchDeeds): MenuItem[] {
  return [
    { label: 'Only traces with this path', icon: Filter, shortcut: 'Enter', run: narrow },
    { label: 'List the traces with this path', icon: List, run: listTraces },
    {
      label: 'List the spans of this branch',
      icon: ListTree,
      ...(isNarrowed && { note: 'of all traces, also those without a match' }),
      run: listSpans,
    },
    { label: 'Copy its query', icon: Copy, apart: true, run: copyQuery },
  ]
}
