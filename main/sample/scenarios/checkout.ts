import { callRpc } from '../calls'
import { queryPostgres, queryRedis } from '../datastores'
import { fail } from '../failures'
import { LATE_CONSUMERS } from '../plantedFacts'
import type { SampleSpan } from '../SampleSpan'
import { HOUR, MILLISECOND } from '../sampleTime'
import { consume, send } from '../messaging'
import type { TraceDraft } from '../TraceDraft'
import { getCart } from './cart'
import { getProducts } from './catalog'
import { reserve } from './inventory'
import { charge } from './payment'
import { convertCurrency, quoteShipping } from './smallServices'
import { visit } from './visit'

/** Places an order; what consumers do with it goes on after the answer. */
export function checkOut(draft: TraceDraft, at: number): void {
  const { customer } = draft
  const page = {
    method: 'POST',
    route: '/checkout',
    path: '/checkout',
    attributes: { 'app.cart.size': customer.cartSize },
  }
  visit(draft, page, at, (root, start) => {
    let placed = false
    const end = callRpc(draft, root, 'checkout', 'shop.CheckoutService/PlaceOrder', start, (server, begun) => {
      const order = placeOrder(draft, server, begun)
      placed = order.paid
      return order.end
    })
    return { end, status: placed ? 200 : 502 }
  })
}

function placeOrder(draft: TraceDraft, server: SampleSpan, at: number): { end: number; paid: boolean } {
  const { random, customer } = draft
  const orderId = `o-${random.integer(1_000_000, 9_999_999)}`
  const amount = random.integer(900, 30_000) / 100
  Object.assign(server.attributes, {
    'app.order.id': orderId,
    'app.cart.size': customer.cartSize,
    'app.order.total': { double: amount },
    'app.customer.tier': customer.tier,
    'app.customer.country': customer.country,
  })
  const gathered = getCart(draft, server, at)
  const priced = getProducts(draft, server, customer.cartSize, gathered)
  const quoted = Math.max(convertCurrency(draft, server, priced), quoteShipping(draft, server, priced))
  const reserved = reserve(draft, server, quoted)
  const { end: charged, paid } = charge(draft, server, amount, reserved)
  if (!paid) {
    fail(server, 'payment_declined', 'could not charge the card')
    return { end: charged, paid }
  }
  const stored = insertOrder(draft, server, charged)
  const message = { topic: 'orders', key: orderId }
  const producer = send(draft, server, message, stored)
  const emptied = callRpc(draft, server, 'cart', 'shop.CartService/EmptyCart', producer.end, (cart, start) =>
    queryRedis(draft, cart, 'DEL', `cart:${customer.id}`, start, random.logNormal(0.5 * MILLISECOND)),
  )
  checkFraud(draft, producer, message)
  if (random.chance(0.005)) mailReceipt(draft, producer)
  return { end: emptied, paid }
}

function insertOrder(draft: TraceDraft, server: SampleSpan, at: number): number {
  const statement = {
    database: 'checkout',
    operation: 'INSERT',
    table: 'orders',
    text: 'INSERT INTO orders (id, customer_id, total, lines) VALUES ($1, $2, $3, $4)',
  } as const
  return queryPostgres(draft, server, statement, at, draft.random.logNormal(3 * MILLISECOND))
}

/** Runs a moment later, in the order's trace and with a link to the message besides. */
function checkFraud(draft: TraceDraft, producer: SampleSpan, message: { topic: string; key: string }): void {
  const { random } = draft
  const at = producer.end + random.logNormal(30 * MILLISECOND, 0.8)
  consume(draft, producer, 'fraud', message, at, (consumer, start) => {
    const { traceId, spanId } = producer
    consumer.links.push({ traceId, spanId, attributes: { 'messaging.kafka.offset': random.integer(1, 900_000) } })
    const scored = draft.step(
      consumer,
      'score order',
      { 'app.fraud.score': random.fraction() },
      start,
      random.logNormal(22 * MILLISECOND),
    )
    return queryRedis(draft, consumer, 'SETEX', `fraud:${message.key}`, scored, random.logNormal(0.5 * MILLISECOND))
  })
}

/** Receipts of some customers are collected and mailed hours later, still in the order's trace. */
function mailReceipt(draft: TraceDraft, producer: SampleSpan): void {
  const { random } = draft
  const at = producer.end + LATE_CONSUMERS.atLeast + random.integer(0, 2 * HOUR)
  const message = { topic: 'receipts', key: draft.customer.id }
  consume(draft, producer, LATE_CONSUMERS.sameTrace.service, message, at, (consumer, start) => {
    const rendered = draft.step(consumer, 'render receipt', {}, start, random.logNormal(9 * MILLISECOND))
    return draft.step(
      consumer,
      'smtp send',
      { 'server.address': 'smtp.example.net' },
      rendered,
      random.logNormal(140 * MILLISECOND),
    )
  })
}
