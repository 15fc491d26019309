import { layersOf, type Layering, type Link } from './layers'

/** Sizes in pixels. */
export interface LayoutSizes {
  width: number
  height: number
  /** Between layers, and between nodes of one layer. */
  across: number
  between: number
  /** Links are led around nodes only as long as that takes no more bends than these. */
  bends?: number
}

export interface Point {
  x: number
  y: number
}

export interface GraphLayout {
  /** The upper left corner of each node. */
  nodes: Point[]
  /** For each link the points through which it goes, from the caller to what it calls; back from left side to right side. */
  ways: Point[][]
  back: Uint8Array
  width: number
  height: number
}

const MOST_BENDS = 3_000
const SWEEPS = 8
const BEND_HEIGHT = 14

/**
 * Lays a graph out in layers from left to right (Sugiyama's way): layers by the longest way, long links bent through
 * places of their own in each layer between, the order in a layer by the middle of the neighbours, and the height of
 * each as near to that as those above and below allow. Nothing overlaps. A place is a node, or a bend of a link.
 */
export function layeredLayout(
  nodeCount: number,
  links: Link[],
  starts: number[],
  sizes: LayoutSizes,
  { layer, back }: Layering = layersOf(nodeCount, links, starts),
): GraphLayout {
  const layerOf = [...layer]
  /** Neighbours in the layers to the left and to the right. */
  const left: number[][] = Array.from({ length: nodeCount }, () => [])
  const right: number[][] = Array.from({ length: nodeCount }, () => [])
  const bends = links.map((link, place) => bendsOf(link, back[place] === 1))

  const layers: number[][] = []
  layerOf.forEach((of, place) => (layers[of] ??= []).push(place))
  const order = new Int32Array(layerOf.length)
  const number = (places: number[]) => places.forEach((place, at) => (order[place] = at))
  layers.forEach(number)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forth = sweep % 2 === 0
    for (const places of forth ? layers : layers.toReversed()) {
      const middle = new Map(places.map((place) => [place, meanOf((forth ? left : right)[place], order, order[place])]))
      places.sort((a, b) => (middle.get(a) ?? 0) - (middle.get(b) ?? 0))
      number(places)
    }
  }

  const y = new Float64Array(layerOf.length)
  const heightOf = (place: number) => (place < nodeCount ? sizes.height : BEND_HEIGHT)
  for (const places of layers) spread(places, () => 0)
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const forth = sweep % 2 === 0
    const neighbours = forth ? left : right
    for (const places of forth ? layers : layers.toReversed())
      spread(places, (place) => meanOf(neighbours[place], y, y[place]))
  }
  const top = Math.min(0, ...layers.map((places) => (y[places[0] ?? 0] ?? 0) - heightOf(places[0] ?? 0) / 2))
  const bottom = Math.max(0, ...layers.map((places) => (y[places.at(-1) ?? 0] ?? 0) + heightOf(places.at(-1) ?? 0) / 2))
  const xOf = (place: number) => (layerOf[place] ?? 0) * (sizes.width + sizes.across)
  const yOf = (place: number) => (y[place] ?? 0) - top
  return {
    nodes: Array.from({ length: nodeCount }, (_, node) => ({ x: xOf(node), y: yOf(node) - sizes.height / 2 })),
    ways: links.map((_, link) => wayOf(link)),
    back,
    width: layers.length * (sizes.width + sizes.across) - sizes.across,
    height: bottom - top,
  }

  function wayOf(link: number): Point[] {
    const { from, to } = links[link] ?? { from: 0, to: 0 }
    const isBack = back[link] === 1
    const [left, right] = isBack ? [to, from] : [from, to]
    // A link back runs a little lower, so that it is told from one that leads there.
    const aside = isBack ? BEND_HEIGHT : 0
    const way = [
      { x: xOf(left) + sizes.width, y: yOf(left) + aside },
      ...(bends[link] ?? []).flatMap((bend) => [
        { x: xOf(bend), y: yOf(bend) },
        { x: xOf(bend) + sizes.width, y: yOf(bend) },
      ]),
      { x: xOf(right), y: yOf(right) + aside },
    ]
    return isBack ? way.reverse() : way
  }

  /** Makes the places in the layers between, and ties neighbours together; from left to right. */
  function bendsOf({ from, to }: Link, isBack: boolean): number[] {
    if (from === to) return []
    const [first, last] = isBack ? [to, from] : [from, to]
    const between = Array.from(
      { length: Math.max(0, (layer[last] ?? 0) - (layer[first] ?? 0) - 1) },
      (_, step) => (layer[first] ?? 0) + step + 1,
    )
    const made: number[] = []
    if (layerOf.length - nodeCount + between.length <= (sizes.bends ?? MOST_BENDS)) {
      for (const of of between) {
        made.push(layerOf.length)
        layerOf.push(of)
        left.push([])
        right.push([])
      }
    }
    const way = [first, ...made, last]
    way.slice(1).forEach((place, step) => {
      left[place]?.push(way[step] ?? 0)
      right[way[step] ?? 0]?.push(place)
    })
    return made
  }

  /**
   * Gives the places of a layer heights as near to those that are wished as their order and sizes allow: runs that would
   * overlap move together, by the mean of what they wish (as in isotonic regression).
   */
  function spread(places: number[], wish: (place: number) => number): void {
    const runs: Run[] = []
    for (const place of places) {
      const half = heightOf(place) / 2
      let run: Run = { sum: wish(place) - half, places: [{ place, at: half }], length: heightOf(place) }
      for (let above = runs.at(-1); above; above = runs.at(-1)) {
        const end = above.sum / above.places.length + above.length + sizes.between
        if (end <= run.sum / run.places.length) break
        runs.pop()
        const shift = above.length + sizes.between
        above.sum += run.sum - shift * run.places.length
        for (const { place, at } of run.places) above.places.push({ place, at: at + shift })
        above.length = shift + run.length
        run = above
      }
      runs.push(run)
    }
    for (const run of runs) {
      for (const { place, at } of run.places) y[place] = run.sum / run.places.length + at
    }
  }
}

/** Places that touch: where the first would like to begin, by all of them added up, and where each stands from there on. */
interface Run {
  sum: number
  places: { place: number; at: number }[]
  length: number
}

/** The mean of a column at some places; `otherwise` when there are none. */
function meanOf(places: number[] | undefined, column: Int32Array | Float64Array, otherwise = 0): number {
  if (!places || places.length === 0) return otherwise
  return places.reduce((sum, place) => sum + (column[place] ?? 0), 0) / places.length
}
