import type { Route } from '../../state/route.svelte'

const LIST = 'traces'

/** Goes back to the list of traces as it was: a step back where it was the last place, else to where it was seen last. */
export function backToList(route: Route): void {
  const addresses = visited()
  const last = addresses.findLastIndex((address) => isList(address))
  if (last >= 0 && last === addresses.length - 1) return route.back()
  const query = addresses[last]?.split('?', 2)[1] ?? ''
  route.go(LIST, { parameters: Object.fromEntries(new URLSearchParams(query)) })
}

function isList(address: string): boolean {
  return address === `#/${LIST}` || address.startsWith(`#/${LIST}?`)
}

/** Addresses of this window before the present one; none where the browser does not tell. */
function visited(): string[] {
  if (!('navigation' in window)) return []
  const present = window.navigation.currentEntry?.index ?? 0
  return window.navigation
    .entries()
    .slice(0, present)
    .map(({ url }) => (url ? new URL(url).hash : ''))
}
