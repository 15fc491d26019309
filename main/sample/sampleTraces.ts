import { drawCustomer } from './Customer'
import { LATE_CONSUMERS } from './plantedFacts'
import type { Random } from './Random'
import { KIND, type SampleSpan } from './SampleSpan'
import { HOUR, MINUTE, TRAFFIC_LASTS } from './sampleTime'
import { browseCategory, viewProduct } from './scenarios/browse'
import { addToCart, viewCart } from './scenarios/cart'
import { checkOut } from './scenarios/checkout'
import { dispatchParcels } from './scenarios/dispatchParcels'
import { Shop } from './shop'
import { TraceDraft } from './TraceDraft'

const TRACES_PER_BATCH = 100
const ORDERS_TO_LINK = 24

const SCENARIOS = [
  [viewProduct, 32],
  [browseCategory, 14],
  [addToCart, 8],
  [viewCart, 17],
  [checkOut, 29],
] as const

/** The spans of each of `traces` traces: an hour of customers, then the batches that take up their orders. */
export function* sampleTraces(random: Random, traces: number): Generator<SampleSpan[]> {
  const shop = new Shop(random)
  const recentOrders: SampleSpan[] = []
  const batches = Math.floor(traces / TRACES_PER_BATCH)
  const visits = traces - batches

  for (let place = 0; place < visits; place++) {
    const at = Math.floor(((place + random.fraction()) / visits) * TRAFFIC_LASTS)
    const draft = new TraceDraft(random, shop, drawCustomer(random))
    const scenario = random.weighted(SCENARIOS)
    scenario(draft, at)
    const order = draft.spans.find(({ kind }) => kind === KIND.producer)
    if (order) recentOrders[random.integer(0, ORDERS_TO_LINK - 1)] = order
    loseOneParent(random, draft.spans)
    yield draft.spans
  }
  for (let place = 0; place < batches; place++) {
    const at =
      TRAFFIC_LASTS + LATE_CONSUMERS.atLeast + Math.floor(((place + random.fraction()) / batches) * HOUR) + MINUTE
    const draft = new TraceDraft(random, shop, drawCustomer(random))
    const first = random.integer(0, ORDERS_TO_LINK / 2)
    const orders = recentOrders.slice(first, first + random.integer(3, 12)).filter((order) => order !== undefined)
    dispatchParcels(draft, orders, at)
    yield draft.spans
  }
}

/** A few spans never arrive, so that those which name them as parent are orphans. */
function loseOneParent(random: Random, spans: SampleSpan[]): void {
  if (!random.chance(0.006)) return
  const parents = new Set(spans.map((span) => span.parentSpanId))
  const candidates = spans.filter(({ spanId, parentSpanId }) => parentSpanId !== '' && parents.has(spanId))
  const lost = candidates[random.integer(0, candidates.length - 1)]
  if (lost) spans.splice(spans.indexOf(lost), 1)
}
