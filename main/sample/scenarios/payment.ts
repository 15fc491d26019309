import { callRpc } from '../calls'
import { queryPostgres } from '../datastores'
import { failWithException } from '../failures'
import { SLOW_PAYMENT } from '../plantedFacts'
import { KIND, type SampleSpan } from '../SampleSpan'
import { MILLISECOND, SECOND } from '../sampleTime'
import type { TraceDraft } from '../TraceDraft'

/** Charges the customer's card; a few are declined. The span fails where they are. */
export function charge(
  draft: TraceDraft,
  parent: SampleSpan,
  amount: number,
  at: number,
): { end: number; paid: boolean } {
  const { random, customer } = draft
  let paid = true
  const end = callRpc(
    draft,
    parent,
    SLOW_PAYMENT.service,
    SLOW_PAYMENT.operation,
    at,
    (server, start) => {
      const noted = insertPayment(draft, server, start)
      const verified = verifyCardholder(draft, server, noted)
      const charged = askCardNetwork(draft, server, verified)
      if (random.chance(0.015)) {
        paid = false
        failWithException(server, cardDeclined(customer.cardType), charged)
        return charged
      }
      return settlePayment(draft, server, charged)
    },
    {
      attributes: {
        'app.payment.card_type': customer.cardType,
        'app.payment.amount': { double: amount },
        'app.payment.currency': customer.currency,
        'app.customer.country': customer.country,
        'app.customer.tier': customer.tier,
      },
    },
  )
  return { end, paid }
}

/** The slow path: the new version asks twice and waits, for one kind of card in one country. */
function verifyCardholder(draft: TraceDraft, server: SampleSpan, at: number): number {
  const { random, customer } = draft
  const slow =
    server.instance.resource['service.version'] === SLOW_PAYMENT.version &&
    customer.cardType === SLOW_PAYMENT.cardType &&
    customer.country === SLOW_PAYMENT.country
  const duration = slow
    ? SLOW_PAYMENT.atLeast + random.logNormal(0.9 * SECOND, 0.5)
    : Math.min(random.logNormal(12 * MILLISECOND), SECOND / 2)
  const attributes = { 'app.payment.verification': slow ? 'challenge' : 'frictionless' }
  return draft.step(server, SLOW_PAYMENT.cause, attributes, at, duration)
}

function askCardNetwork(draft: TraceDraft, server: SampleSpan, at: number): number {
  const { random, customer } = draft
  const address = `api.${customer.cardType}.example.net`
  const client = draft.open(
    server,
    {
      service: SLOW_PAYMENT.service,
      name: 'POST',
      kind: KIND.client,
      scope: 'http',
      attributes: {
        'http.request.method': 'POST',
        'url.full': `https://${address}/v2/authorizations`,
        'server.address': address,
        'server.port': 443,
        'http.response.status_code': 200,
      },
    },
    at,
  )
  return draft.close(client, at + Math.min(random.logNormal(85 * MILLISECOND), SECOND / 2))
}

function insertPayment(draft: TraceDraft, server: SampleSpan, at: number): number {
  const statement = {
    database: 'payment',
    operation: 'INSERT',
    table: 'payments',
    text: "INSERT INTO payments (id, customer_id, amount, state) VALUES ($1, $2, $3, 'pending')",
  } as const
  return queryPostgres(draft, server, statement, at, draft.random.logNormal(2 * MILLISECOND))
}

function settlePayment(draft: TraceDraft, server: SampleSpan, at: number): number {
  const statement = {
    database: 'payment',
    operation: 'UPDATE',
    table: 'payments',
    text: "UPDATE payments SET state = 'settled', authorization_code = $2 WHERE id = $1",
  } as const
  return queryPostgres(draft, server, statement, at, draft.random.logNormal(2.2 * MILLISECOND))
}

function cardDeclined(cardType: string) {
  return {
    type: 'com.example.shop.payment.CardDeclinedException',
    message: `${cardType} card declined: insufficient funds`,
    stacktrace: [
      `com.example.shop.payment.CardDeclinedException: ${cardType} card declined: insufficient funds`,
      '\tat com.example.shop.payment.CardNetwork.authorize(CardNetwork.java:118)',
      '\tat com.example.shop.payment.PaymentService.charge(PaymentService.java:64)',
      '\tat io.grpc.stub.ServerCalls$UnaryServerCallHandler.onHalfClose(ServerCalls.java:182)',
      '\tat java.base/java.util.concurrent.ThreadPoolExecutor.runWorker(ThreadPoolExecutor.java:1144)',
      '\tat java.base/java.lang.Thread.run(Thread.java:1583)',
    ].join('\n'),
  }
}
