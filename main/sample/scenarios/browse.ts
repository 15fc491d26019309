import { MILLISECOND } from '../sampleTime'
import type { TraceDraft } from '../TraceDraft'
import { getCart } from './cart'
import { drawProductId, getProduct, listProducts } from './catalog'
import { recommend } from './recommendation'
import { convertCurrency, getAds } from './smallServices'
import { visit } from './visit'

/** A product's page: the product first, then everything around it at the same time. */
export function viewProduct(draft: TraceDraft, at: number): void {
  const { random, customer } = draft
  const productId = drawProductId(draft)
  const page = {
    method: 'GET',
    route: '/products/{id}',
    path: `/products/${productId}`,
    attributes: { 'app.product.id': productId, 'app.feature.new_recommendations': customer.newRecommendations },
  }
  visit(draft, page, at, (root, start) => {
    const got = getProduct(draft, root, productId, start)
    const around = Math.max(
      convertCurrency(draft, root, got),
      recommend(draft, root, got),
      getAds(draft, root, got),
      getCart(draft, root, got),
    )
    return { end: draft.step(root, 'render product', {}, around, random.logNormal(4 * MILLISECOND)), status: 200 }
  })
}

export function browseCategory(draft: TraceDraft, at: number): void {
  const { random } = draft
  const category = random.pick(['kitchen', 'travel', 'music', 'garden', 'books'])
  const page = {
    method: 'GET',
    route: '/products',
    path: '/products',
    attributes: { 'url.query': `category=${category}` },
  }
  visit(draft, page, at, (root, start) => {
    const listed = listProducts(draft, root, category, start)
    let priced = listed
    for (let place = 0; place < 3; place++) priced = convertCurrency(draft, root, priced)
    const around = Math.max(priced, getAds(draft, root, listed), getCart(draft, root, listed))
    return { end: draft.step(root, 'render products', {}, around, random.logNormal(5 * MILLISECOND)), status: 200 }
  })
}
