import { callRpc } from '../calls'
import { queryPostgres, queryRedis } from '../datastores'
import type { SampleSpan } from '../SampleSpan'
import { MICROSECOND, MILLISECOND } from '../sampleTime'
import type { TraceDraft } from '../TraceDraft'

export function convertCurrency(draft: TraceDraft, parent: SampleSpan, at: number): number {
  const { random, customer } = draft
  const attributes = { 'app.currency.from': 'EUR', 'app.currency.to': customer.currency }
  const work = (_: SampleSpan, start: number) => start + random.logNormal(150 * MICROSECOND)
  return callRpc(draft, parent, 'currency', 'shop.CurrencyService/Convert', at, work, { attributes })
}

export function getAds(draft: TraceDraft, parent: SampleSpan, at: number): number {
  const { random, customer } = draft
  const attributes = { 'app.ads.context_keys': ['kitchen', 'travel', 'music'].slice(0, random.integer(1, 3)) }
  return callRpc(
    draft,
    parent,
    'ads',
    'shop.AdService/GetAds',
    at,
    (server, start) => {
      const looked = queryRedis(
        draft,
        server,
        'HGETALL',
        `ads:${customer.country}`,
        start,
        random.logNormal(0.4 * MILLISECOND),
      )
      return draft.step(server, 'choose ads', {}, looked, random.logNormal(1.5 * MILLISECOND, 0.7))
    },
    { attributes },
  )
}

export function quoteShipping(draft: TraceDraft, parent: SampleSpan, at: number): number {
  const { random, customer } = draft
  return callRpc(
    draft,
    parent,
    'shipping',
    'shop.ShippingService/GetQuote',
    at,
    (server, start) => {
      const statement = {
        database: 'shipping',
        operation: 'SELECT',
        table: 'rates',
        text: 'SELECT cost FROM rates WHERE country = $1 AND weight_class >= $2 ORDER BY cost LIMIT 1',
        rows: 1,
      } as const
      const read = queryPostgres(draft, server, statement, start, random.logNormal(2 * MILLISECOND, 0.5))
      return read + random.logNormal(0.5 * MILLISECOND)
    },
    { attributes: { 'app.shipping.country': customer.country } },
  )
}
