import { connect, serve } from '../../preload/contract/channel'
import { queryRequests, type QueryRequests } from '../../preload/contract/explorer'
import { ArchiveReader } from '../../main/queries/ArchiveReader'
import { queryHandlers } from '../../main/queries/queryHandlers'
import { ALL_TRACES } from '../support/allTraces'
import { portPair } from '../support/portPair'

/**
 * `runAnswers <archive> <query>`: asks what a view asks of an archive that this process has just opened, one after the
 * other; prints as JSON the milliseconds of each.
 */
const [archive = '', query = ''] = process.argv.slice(2)
const reader = await ArchiveReader.open(archive)
const [here, there] = portPair()
serve(
  there,
  queryRequests,
  queryHandlers(() => Promise.resolve(reader)),
)
const client = connect<QueryRequests>(here)

const filter = { ...ALL_TRACES, query }
const page = { filter, first: 0, count: 200 }
const byStart = { column: 'startTime', descending: true }
const milliseconds: Record<string, number> = {}

async function measure(name: string, ask: () => Promise<{ failure?: unknown }>): Promise<void> {
  const startedAt = performance.now()
  const { failure } = await ask()
  if (failure) throw new Error(`${name}: ${JSON.stringify(failure)}`)
  milliseconds[name] = performance.now() - startedAt
}

await measure('spans', () => client.ask('spans.page', { ...page, sort: byStart }))
await measure('histogram', () => client.ask('matches.histogram', { filter, show: 'spans', bins: 120 }))
await measure('next page', () => client.ask('spans.page', { ...page, sort: byStart, first: 20_000 }))
await measure('columns', () =>
  client.ask('spans.page', { ...page, sort: byStart, columns: ['span.app.customer', 'resource.host.name', 'kind'] }),
)
await measure('by duration', () =>
  client.ask('spans.page', { ...page, sort: { column: 'durationNs', descending: true } }),
)
await measure('by attribute', () =>
  client.ask('spans.page', { ...page, sort: { column: 'span.app.customer', descending: false } }),
)
await measure('traces', () => client.ask('traces.page', { ...page, sort: byStart }))
await measure('traces’ histogram', () => client.ask('matches.histogram', { filter, show: 'traces', bins: 120 }))
await measure('traces’ columns', () =>
  client.ask('traces.page', { ...page, sort: byStart, columns: ['span.app.customer', 'kind'] }),
)
if (query.includes('by(')) {
  await measure('groups', () => client.ask('groups.page', { ...page, sort: { column: 'spanCount', descending: true } }))
}
process.stdout.write(JSON.stringify(milliseconds))
client.close()
reader.close()
