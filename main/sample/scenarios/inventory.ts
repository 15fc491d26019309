import { callHttp } from '../calls'
import { queryPostgres } from '../datastores'
import { RETRIES } from '../plantedFacts'
import type { SampleSpan } from '../SampleSpan'
import { MILLISECOND } from '../sampleTime'
import type { TraceDraft } from '../TraceDraft'

/** Reserves the products of an order; an overloaded inventory refuses twice before it does. */
export function reserve(draft: TraceDraft, parent: SampleSpan, at: number): number {
  const { random } = draft
  const refusals = random.chance(0.06) ? RETRIES.attempts - 1 : 0
  let start = at
  for (let attempt = 0; attempt < refusals; attempt++) {
    const { end } = attemptReservation(draft, parent, attempt, start, false)
    start = end + 50 * MILLISECOND * 2 ** attempt + random.logNormal(5 * MILLISECOND)
  }
  return attemptReservation(draft, parent, refusals, start, true).end
}

function attemptReservation(draft: TraceDraft, parent: SampleSpan, attempt: number, at: number, accepted: boolean) {
  const { random, customer } = draft
  const [method = '', route = ''] = RETRIES.operation.split(' ')
  const target = { service: 'inventory', method, route, attempt } as const
  return callHttp(draft, parent, target, at, (server, start) => {
    server.attributes['app.order.lines'] = customer.cartSize
    if (!accepted) {
      server.events.push({
        time: start,
        name: 'overloaded',
        attributes: { 'app.queue.length': random.integer(210, 400), 'app.queue.limit': 200 },
      })
      return { end: start + random.logNormal(1.5 * MILLISECOND), status: 503 }
    }
    const table = 'stock'
    const select = {
      database: 'inventory',
      operation: 'SELECT',
      table,
      text: 'SELECT product_id, available FROM stock WHERE product_id = ANY($1) FOR UPDATE',
      rows: customer.cartSize,
    } as const
    const locked = queryPostgres(draft, server, select, start, random.logNormal(4 * MILLISECOND, 0.6))
    const update = {
      database: 'inventory',
      operation: 'UPDATE',
      table,
      text: 'UPDATE stock SET available = available - $2 WHERE product_id = $1',
    } as const
    return { end: queryPostgres(draft, server, update, locked, random.logNormal(3 * MILLISECOND)), status: 201 }
  })
}
