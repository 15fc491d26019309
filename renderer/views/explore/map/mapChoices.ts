import { textsIn } from '../textsIn'

export type MapColour = 'errors' | 'p95' | 'calls'

/** How the service map is looked at, as the address has it. */
export interface MapChoices {
  /** The node around which the map is drawn; empty for all of it. */
  focus: string
  /** How many calls away from the focus nodes may be; Infinity for all that are connected. */
  hops: number
  colour: MapColour
  as: 'map' | 'calls' | 'services'
  /** Namespaces drawn as one node: none, or all but some; by itself only where there are many nodes. */
  fold: 'auto' | 'on' | 'off'
  /** Namespaces that are drawn in full though others are folded. */
  open: readonly string[]
  /** Nanoseconds: what was before it is held against what came after; null for nothing of the kind. */
  moment: bigint | null
  /** How long before and after it; null for all. */
  reach: bigint | null
}

export function mapChoicesIn(parameters: URLSearchParams): MapChoices {
  const one = <Value extends string>(name: string, values: readonly [Value, ...Value[]]): Value =>
    values.find((value) => value === parameters.get(name)) ?? values[0]
  const hops = parameters.get('hops')
  return {
    focus: parameters.get('focus') ?? '',
    hops: hops === 'all' ? Infinity : hops === '2' ? 2 : hops === '3' ? 3 : 1,
    colour: one('colour', parameters.has('moment') ? ['errors', 'p95', 'calls'] : ['errors', 'p95']),
    as: one('as', ['map', 'calls', 'services']),
    fold: one('fold', ['auto', 'on', 'off']),
    open: parameters.getAll('open').flatMap(textsIn),
    moment: nanosecondsIn(parameters.get('moment')),
    reach: nanosecondsIn(parameters.get('reach')),
  }
}

function nanosecondsIn(text: string | null): bigint | null {
  return text !== null && /^\d{1,19}$/.test(text) ? BigInt(text) : null
}

/** Namespaces as the address has them. */
export function openParameter(namespaces: readonly string[]): string {
  return namespaces.length === 0 ? '' : JSON.stringify(namespaces)
}
