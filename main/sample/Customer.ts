import type { Random } from './Random'
import type { Region } from './shop'

/** Who asks: the same for all spans of a trace. */
export interface Customer {
  id: string
  sessionId: string
  tier: 'free' | 'plus' | 'business'
  country: string
  region: Region
  currency: string
  cardType: string
  cartSize: number
  userAgent: string
  newRecommendations: boolean
}

const COUNTRIES = [
  ['DE', 30],
  ['FR', 14],
  ['NL', 9],
  ['ES', 7],
  ['US', 28],
  ['CA', 7],
  ['BR', 5],
] as const
const CURRENCIES: Record<string, string> = { US: 'USD', CA: 'CAD', BR: 'BRL' }

const CARD_TYPES = [
  ['visa', 40],
  ['mastercard', 32],
  ['amex', 28],
] as const

const TIERS = [
  ['free', 62],
  ['plus', 30],
  ['business', 8],
] as const

const USER_AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/134.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_3 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  'Mozilla/5.0 (X11; Linux x86_64; rv:136.0) Gecko/20100101 Firefox/136.0',
] as const

export function drawCustomer(random: Random): Customer {
  const country = random.weighted(COUNTRIES)
  const tier = random.weighted(TIERS)
  return {
    id: `c-${random.integer(10_000, 99_999)}`,
    sessionId: random.hex(16),
    tier,
    country,
    region: country in CURRENCIES ? 'us-east-1' : 'eu-central-1',
    currency: CURRENCIES[country] ?? 'EUR',
    cardType: random.weighted(CARD_TYPES),
    cartSize: tier === 'business' ? random.integer(40, 240) : Math.min(9, random.logNormal(2.4, 0.6)),
    userAgent: random.pick(USER_AGENTS),
    newRecommendations: random.chance(0.3),
  }
}
