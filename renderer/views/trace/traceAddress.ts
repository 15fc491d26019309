import type { Route } from '../../state/route.svelte'

/** Changes some parameters of the trace page's address, and keeps the others; an empty one is taken away. */
export function changeAddress(route: Route, changes: Record<string, string>, { replace = true } = {}): void {
  const parameters = { ...Object.fromEntries(route.parameters), ...changes }
  route.go('trace', { argument: route.argument, parameters, replace })
}

/** Shows the spans that meet conditions in the timeline; Back returns to where this was asked. */
export function showMatching(route: Route, conditions: string[]): void {
  changeAddress(route, { view: '', span: '', query: `{ ${conditions.join(' && ')} }` }, { replace: false })
}
