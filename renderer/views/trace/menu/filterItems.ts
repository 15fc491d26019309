import Filter from '@lucide/svelte/icons/list-filter'
import { spanIdAt } from '../../../../preload/contract/spanIds'
import type { Route } from '../../../state/route.svelte'
import type { MenuItem } from '../../../ui/Menu.svelte'
import { withCondition } from '../detail/conditions'
import { servicesInAddress } from '../filter/serviceParameter'
import type { TraceState } from '../trace.svelte'
import { changeAddress } from '../traceAddress'

/** Filters the trace by what a span is: by its service, or by its operation. */
export function filterItems(trace: TraceState, row: number, route: Route): MenuItem[] {
  const service = trace.columns.services[trace.columns.service[row] ?? 0] ?? ''
  const name = trace.columns.names[trace.columns.name[row] ?? 0] ?? ''
  const services = servicesInAddress([service])
  // The address may name the span that was selected before.
  const span = spanIdAt(trace.columns.spanIds, row) ?? ''
  const query = () => withCondition(route.parameters.get('query') ?? '', `name = ${JSON.stringify(name)}`)
  return [
    {
      label: 'Filter by its service',
      icon: Filter,
      apart: true,
      run: () => changeAddress(route, { span, services }, { replace: false }),
    },
    {
      label: 'Filter by its operation',
      icon: Filter,
      run: () => changeAddress(route, { span, services, query: query() }, { replace: false }),
    },
  ]
}
