import type { Route } from '../state/route.svelte'
import { filterIn } from './traceQuery'

const STATEMENT = 'SELECT * FROM selected_spans LIMIT 100'

/** Goes to SQL, where `selected_spans` are then the spans that the present address selects. */
export function querySpans(route: Route): void {
  route.go('sql', { parameters: { ...filterIn(route.parameters), statement: STATEMENT } })
}
