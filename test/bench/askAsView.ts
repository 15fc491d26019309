import type { ArchiveReader } from '../../main/queries/ArchiveReader'
import { queryHandlers } from '../../main/queries/queryHandlers'
import { connect, serve } from '../../preload/contract/channel'
import { queryRequests, type QueryRequests } from '../../preload/contract/explorer'
import { ALL_TRACES } from '../support/allTraces'
import { portPair } from '../support/portPair'

/** Asks what the view of a query asks, one after the other; answers the milliseconds of each. */
export async function askAsView(reader: ArchiveReader, query: string): Promise<Record<string, number>> {
  const [here, there] = portPair()
  serve(
    there,
    queryRequests,
    queryHandlers(() => Promise.resolve(reader)),
  )
  const client = connect<QueryRequests>(here)
  const filter = { ...ALL_TRACES, query }
  const page = { filter, sort: { column: 'startTime', descending: true }, first: 0, count: 200 }
  const sortedBy = (column: string) => ({ ...page, sort: { column, descending: true } })
  const columns = ['span.app.customer', 'resource.host.name', 'kind']
  const questions: Record<string, () => Promise<{ failure?: unknown }>> = {
    spans: () => client.ask('spans.page', page),
    'spans over time': () => client.ask('matches.histogram', { filter, show: 'spans', bins: 150 }),
    'another page': () => client.ask('spans.page', { ...page, first: 20_000 }),
    'with columns': () => client.ask('spans.page', { ...page, columns }),
    'by duration': () => client.ask('spans.page', sortedBy('durationNs')),
    'by an attribute': () => client.ask('spans.page', sortedBy('span.app.customer')),
    traces: () => client.ask('traces.page', page),
    'traces over time': () => client.ask('matches.histogram', { filter, show: 'traces', bins: 150 }),
    'traces with columns': () => client.ask('traces.page', { ...page, columns }),
    ...(query.includes('by(') ? { groups: () => client.ask('groups.page', sortedBy('spanCount')) } : {}),
  }
  const milliseconds: Record<string, number> = {}
  for (const [name, ask] of Object.entries(questions)) {
    const startedAt = performance.now()
    const { failure } = await ask()
    if (failure) throw new Error(`${name}: ${JSON.stringify(failure)}`)
    milliseconds[name] = performance.now() - startedAt
  }
  client.close()
  return milliseconds
}
