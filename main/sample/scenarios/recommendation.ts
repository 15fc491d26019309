import { callRpc } from '../calls'
import { queryRedis } from '../datastores'
import { TIMEOUT } from '../plantedFacts'
import type { SampleSpan } from '../SampleSpan'
import { MILLISECOND, SECOND } from '../sampleTime'
import type { TraceDraft } from '../TraceDraft'
import { drawProductId, getProduct } from './catalog'

/** Products that fit; in a few cases the model takes longer than the frontend waits. */
export function recommend(draft: TraceDraft, parent: SampleSpan, at: number): number {
  const { random, customer } = draft
  const stalls = random.chance(0.02)
  const variant = customer.newRecommendations ? 'transformer' : 'matrix'
  return callRpc(
    draft,
    parent,
    'recommendation',
    TIMEOUT.operation,
    at,
    (server, start) => {
      server.events.push({
        time: start,
        name: 'feature_flag.evaluation',
        attributes: { 'feature_flag.key': 'recommendation-model', 'feature_flag.result.variant': variant },
      })
      const looked = queryRedis(
        draft,
        server,
        'LRANGE',
        `seen:${customer.sessionId} 0 9`,
        start,
        random.logNormal(0.4 * MILLISECOND),
      )
      const thinking = stalls
        ? random.integer(2.2 * SECOND, 6 * SECOND)
        : random.logNormal(customer.newRecommendations ? 18 * MILLISECOND : 7 * MILLISECOND, 0.5)
      let end = draft.step(server, 'score candidates', { 'app.candidates': random.integer(40, 400) }, looked, thinking)
      for (let place = 0; place < 2; place++) end = getProduct(draft, server, drawProductId(draft), end)
      return end + random.logNormal(0.3 * MILLISECOND)
    },
    { deadline: TIMEOUT.after, attributes: { 'app.feature.new_recommendations': customer.newRecommendations } },
  )
}
