import { callRpc } from '../calls'
import { queryRedis } from '../datastores'
import type { SampleSpan } from '../SampleSpan'
import { MILLISECOND } from '../sampleTime'
import type { TraceDraft } from '../TraceDraft'
import { drawProductId, getProducts } from './catalog'
import { convertCurrency, quoteShipping } from './smallServices'
import { visit } from './visit'

export function getCart(draft: TraceDraft, parent: SampleSpan, at: number): number {
  const { random, customer } = draft
  const work = (server: SampleSpan, start: number) =>
    queryRedis(draft, server, 'HGETALL', `cart:${customer.id}`, start, random.logNormal(0.5 * MILLISECOND))
  const attributes = { 'app.cart.size': customer.cartSize }
  return callRpc(draft, parent, 'cart', 'shop.CartService/GetCart', at, work, { attributes })
}

/** Looks at the cart: its products are fetched one by one, prices and shipping at the same time. */
export function viewCart(draft: TraceDraft, at: number): void {
  const { customer, random } = draft
  const page = { method: 'GET', route: '/cart', path: '/cart', attributes: { 'app.cart.size': customer.cartSize } }
  visit(draft, page, at, (root, start) => {
    const got = getCart(draft, root, start)
    const priced = getProducts(draft, root, customer.cartSize, got)
    const converted = convertCurrency(draft, root, priced)
    const quoted = quoteShipping(draft, root, priced)
    const end = Math.max(converted, quoted)
    return { end: draft.step(root, 'render cart', {}, end, random.logNormal(3 * MILLISECOND)), status: 200 }
  })
}

export function addToCart(draft: TraceDraft, at: number): void {
  const { customer, random } = draft
  const productId = drawProductId(draft)
  const page = {
    method: 'POST',
    route: '/cart/items',
    path: '/cart/items',
    attributes: { 'app.product.id': productId },
  }
  visit(draft, page, at, (root, start) => {
    const work = (server: SampleSpan, begun: number) => {
      const set = queryRedis(
        draft,
        server,
        'HINCRBY',
        `cart:${customer.id} ${productId} 1`,
        begun,
        random.logNormal(0.5 * MILLISECOND),
      )
      return queryRedis(draft, server, 'EXPIRE', `cart:${customer.id} 604800`, set, random.logNormal(0.4 * MILLISECOND))
    }
    const added = callRpc(draft, root, 'cart', 'shop.CartService/AddItem', start, work)
    return { end: getCart(draft, root, added), status: 200 }
  })
}
