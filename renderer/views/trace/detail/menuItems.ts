import Copy from '@lucide/svelte/icons/copy'
import Filter from '@lucide/svelte/icons/list-filter'
import Search from '@lucide/svelte/icons/search'
import { startWork } from '../../../state/idle'
import type { Notices } from '../../../state/notices.svelte'
import type { Route } from '../../../state/route.svelte'
import { copyText } from '../../../ui/copyText'
import type { MenuItem } from '../../../ui/Menu.svelte'
import { withCondition } from './conditions'

/** Copies texts, each under its name; those that are undefined are left out. */
export function copyItems(notices: Notices, texts: Record<string, string | undefined>): MenuItem[] {
  return Object.entries(texts).flatMap(([label, text]) =>
    text === undefined ? [] : [{ label, icon: Copy, run: () => void copy(notices, text) }],
  )
}

async function copy(notices: Notices, text: string): Promise<void> {
  const shown = text.length > 80 ? `${text.slice(0, 79)}…` : text
  notices.say((await copyText(text)) ? `Copied ${shown}` : 'The clipboard cannot be used')
}

/** Looks in all traces for spans that meet a condition in TraceQL; for none when there is no condition to be had. */
export function findItem(route: Route, condition: () => Promise<string | undefined>): MenuItem {
  const find = async () => {
    const endWork = startWork()
    const wanted = await condition().finally(endWork)
    if (wanted !== undefined) route.go('traces', { parameters: { show: 'spans', query: `{ ${wanted} }` } })
  }
  return { label: 'Find spans like this', icon: Search, apart: true, run: () => void find() }
}

/** What can be asked with a condition in TraceQL: of all traces, and of the one that is shown. */
export function searchItems(route: Route, condition: string): MenuItem[] {
  return [
    findItem(route, () => Promise.resolve(condition)),
    {
      label: 'Add to the filter of this trace',
      icon: Filter,
      run: () => {
        const query = withCondition(route.parameters.get('query') ?? '', condition)
        route.go('trace', { argument: route.argument, parameters: { ...Object.fromEntries(route.parameters), query } })
      },
    },
  ]
}
