import { HOUR, MILLISECOND, MINUTE, SAMPLE_START_SECONDS, SECOND } from './sampleTime'

/** What is wrong in the shop, so that it can be found. Times and durations are nanoseconds, moments from the start. */

/** A version of the payment service which goes out to one region halfway, pod by pod; the other region keeps the old one. */
export const DEPLOYMENT = {
  service: 'payment',
  region: 'eu-central-1',
  moment: 30 * MINUTE,
  podInterval: 6 * MINUTE,
  oldVersion: '2.4.1',
  newVersion: '2.5.0',
  /** When the first new pod answers, nanoseconds since the epoch. */
  startTime: BigInt(SAMPLE_START_SECONDS) * 1_000_000_000n + BigInt(30 * MINUTE),
} as const

/** Only these payments are slow, and only on the new version; the time is lost in one operation. */
export const SLOW_PAYMENT = {
  service: 'payment',
  operation: 'shop.PaymentService/Charge',
  cause: 'verify cardholder',
  cardType: 'amex',
  country: 'DE',
  version: DEPLOYMENT.newVersion,
  /** No affected payment is faster, no other one as slow. */
  atLeast: 1.5 * SECOND,
} as const

/** The catalog asks the database for one product at a time; carts of business customers hold dozens. */
export const ONE_BY_ONE_QUERIES = {
  service: 'catalog',
  parent: 'shop.CatalogService/GetProducts',
  query: 'SELECT products',
  atLeast: 40,
  atMost: 240,
} as const

/** Reservations which the inventory refuses twice with 503 before it takes them. */
export const RETRIES = { service: 'checkout', operation: 'POST /reservations', attempts: 3 } as const

/** Calls which their caller gives up on, while the called service goes on working. */
export const TIMEOUT = {
  service: 'frontend',
  operation: 'shop.RecommendationService/ListRecommendations',
  after: 2 * SECOND,
  exception: 'DeadlineExceededError',
} as const

/** A service whose clock is slow: its spans seem to start before those that call it. */
export const SKEWED_CLOCK = { service: 'shipping', skew: -40 * MILLISECOND } as const

/** Receipts are mailed in the order's own trace, hours later; parcels leave in traces of their own, linked to their orders. */
export const LATE_CONSUMERS = {
  sameTrace: { service: 'email', operation: 'process receipts' },
  linkedTrace: { service: 'shipping', operation: 'dispatch parcels' },
  atLeast: 2 * HOUR,
} as const

/** The sample as it is written without options. */
export const DEFAULT_SAMPLE = {
  seed: 20250311,
  traces: 2_000,
  spans: 57_945,
  slowPayments: 22,
  orphans: 15,
  /** Traces that last for hours, because a consumer is late in them. */
  lateReceipts: 4,
} as const
