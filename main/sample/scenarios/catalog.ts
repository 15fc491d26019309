import { callRpc } from '../calls'
import { queryPostgres, queryRedis } from '../datastores'
import { ONE_BY_ONE_QUERIES } from '../plantedFacts'
import type { SampleSpan } from '../SampleSpan'
import { MILLISECOND } from '../sampleTime'
import type { TraceDraft } from '../TraceDraft'

/** One product: from the cache in most cases, else from the database. */
export function getProduct(draft: TraceDraft, parent: SampleSpan, productId: string, at: number): number {
  const { random } = draft
  const cached = random.chance(0.6)
  const attributes = { 'app.product.id': productId, 'app.cache.hit': cached }
  return callRpc(
    draft,
    parent,
    'catalog',
    'shop.CatalogService/GetProduct',
    at,
    (server, start) => {
      const looked = queryRedis(
        draft,
        server,
        'GET',
        `product:${productId}`,
        start,
        random.logNormal(0.3 * MILLISECOND),
      )
      if (cached) return looked + random.logNormal(0.1 * MILLISECOND)
      const read = selectProduct(draft, server, productId, looked)
      return queryRedis(draft, server, 'SETEX', `product:${productId}`, read, random.logNormal(0.3 * MILLISECOND))
    },
    { attributes },
  )
}

/** The N+1 query: one statement after another for each product of the list. */
export function getProducts(draft: TraceDraft, parent: SampleSpan, count: number, at: number): number {
  return callRpc(
    draft,
    parent,
    ONE_BY_ONE_QUERIES.service,
    ONE_BY_ONE_QUERIES.parent,
    at,
    (server, start) => {
      let end = start
      for (let place = 0; place < count; place++) end = selectProduct(draft, server, drawProductId(draft), end)
      return end + draft.random.logNormal(0.3 * MILLISECOND)
    },
    { attributes: { 'app.products.requested': count } },
  )
}

export function listProducts(draft: TraceDraft, parent: SampleSpan, category: string, at: number): number {
  const { random } = draft
  return callRpc(draft, parent, 'catalog', 'shop.CatalogService/ListProducts', at, (server, start) => {
    const statement = {
      database: 'catalog',
      operation: 'SELECT',
      table: 'products',
      text: 'SELECT id, name, price_units, price_nanos FROM products WHERE category = $1 ORDER BY rank LIMIT 24',
      rows: random.integer(6, 24),
    } as const
    const read = queryPostgres(draft, server, statement, start, random.logNormal(6 * MILLISECOND, 0.6))
    return draft.step(server, 'rank products', { 'app.category': category }, read, random.logNormal(0.8 * MILLISECOND))
  })
}

export function drawProductId(draft: TraceDraft): string {
  return `p-${String(draft.random.integer(1, 800)).padStart(4, '0')}`
}

function selectProduct(draft: TraceDraft, server: SampleSpan, productId: string, at: number): number {
  const statement = {
    database: 'catalog',
    operation: 'SELECT',
    table: 'products',
    text: `SELECT id, name, price_units, price_nanos, stock FROM products WHERE id = '${productId}'`,
    rows: 1,
  } as const
  return queryPostgres(draft, server, statement, at, draft.random.logNormal(1.1 * MILLISECOND, 0.5))
}
