import { queryPostgres } from '../datastores'
import { LATE_CONSUMERS } from '../plantedFacts'
import { KIND, type SampleSpan } from '../SampleSpan'
import { MILLISECOND } from '../sampleTime'
import type { TraceDraft } from '../TraceDraft'

/** A batch that takes up orders hours after they were placed: a trace of its own, linked to each of them. */
export function dispatchParcels(draft: TraceDraft, orders: readonly SampleSpan[], at: number): void {
  const { random } = draft
  const { service, operation } = LATE_CONSUMERS.linkedTrace
  const batch = draft.open(
    null,
    {
      service,
      name: operation,
      kind: KIND.consumer,
      scope: 'messaging',
      attributes: {
        'messaging.system': 'kafka',
        'messaging.destination.name': 'orders',
        'messaging.operation.name': 'process',
        'messaging.operation.type': 'process',
        'messaging.consumer.group.name': service,
        'messaging.batch.message_count': orders.length,
      },
    },
    at,
  )
  let end = at + random.logNormal(2 * MILLISECOND)
  for (const order of orders) {
    const { traceId, spanId } = order
    batch.links.push({ traceId, spanId, attributes: { 'messaging.destination.name': 'orders' } })
    const statement = {
      database: 'shipping',
      operation: 'INSERT',
      table: 'parcels',
      text: 'INSERT INTO parcels (order_id, carrier, label) VALUES ($1, $2, $3)',
    } as const
    end = queryPostgres(draft, batch, statement, end, random.logNormal(3 * MILLISECOND))
  }
  draft.close(batch, end + random.logNormal(1 * MILLISECOND))
}
