import { textsIn } from '../textsIn'

/** How the service map is looked at, as the address has it. */
export interface MapChoices {
  /** The node around which the map is drawn; empty for all of it. */
  focus: string
  /** How many calls away from the focus nodes may be; Infinity for all that are connected. */
  hops: number
  colour: 'errors' | 'p95'
  as: 'map' | 'calls' | 'services'
  /** Namespaces drawn as one node: none, or all but some; by itself only where there are many nodes. */
  fold: 'auto' | 'on' | 'off'
  /** Namespaces that are drawn in full though others are folded. */
  open: readonly string[]
}

export function mapChoicesIn(parameters: URLSearchParams): MapChoices {
  const one = <Value extends string>(name: string, values: readonly [Value, ...Value[]]): Value =>
    values.find((value) => value === parameters.get(name)) ?? values[0]
  const hops = parameters.get('hops')
  return {
    focus: parameters.get('focus') ?? '',
    hops: hops === 'all' ? Infinity : hops === '2' ? 2 : hops === '3' ? 3 : 1,
    colour: one('colour', ['errors', 'p95']),
    as: one('as', ['map', 'calls', 'services']),
    fold: one('fold', ['auto', 'on', 'off']),
    open: parameters.getAll('open').flatMap(textsIn),
  }
}

/** Namespaces as the address has them. */
export function openParameter(namespaces: readonly string[]): string {
  return namespaces.length === 0 ? '' : JSON.stringify(namespaces)
}
