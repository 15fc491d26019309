import type { ElkNode } from 'elkjs/lib/elk-api'
import { edgePath, labelPlace } from '../../../graph/edgePath'
import { callDepths } from '../../../graph/callDepths'
import { layeredLayout, type LayoutSizes, type Point } from '../../../graph/layeredLayout'
import type { Link } from '../../../graph/layers'

/** Where a map is drawn, in pixels. */
export interface DrawnLayout {
  /** The upper left corner of each node. */
  nodes: Point[]
  edges: DrawnEdge[]
  width: number
  height: number
}

export interface DrawnEdge {
  /** An SVG path. */
  path: string
  label: Point
  /** Where it ends, and from where it comes there. */
  end: Point
  before: Point
}

/** With more nodes or links the longest ways would make layers without end. */
const MOST_BY_WAYS = 200
const MOST_LINKS_BY_WAYS = 800
/** How many more nodes stand above each other than beside each other: they are wider than high. */
const ASPECT = 3

export const SIZES: LayoutSizes = { width: 188, height: 44, across: 96, between: 20 }

/** In layers by the depth of calls: quick, whatever its size. No link leads back to its own node. */
export function quickLayout(nodeCount: number, links: Link[]): DrawnLayout {
  const byWays = nodeCount <= MOST_BY_WAYS && links.length <= MOST_LINKS_BY_WAYS
  const { nodes, ways, back, width, height } = layeredLayout(
    nodeCount,
    links,
    [],
    byWays ? SIZES : { ...SIZES, bends: 0 },
    byWays ? undefined : callDepths(nodeCount, links, Math.ceil(Math.sqrt(nodeCount * ASPECT))),
  )
  const edges = links.map((_, place): DrawnEdge => {
    const way = ways[place] ?? []
    const end = way.at(-1) ?? ORIGIN
    const from = back[place] === 1 ? 8 : -8
    return { path: edgePath(way), label: labelPlace(way, true), end, before: { x: end.x + from, y: end.y } }
  })
  return { nodes, edges, width, height }
}

/** The question to elkjs: https://eclipse.dev/elk/reference/algorithms/org-eclipse-elk-layered.html */
export function elkGraph(nodeCount: number, links: Link[]): ElkNode {
  return {
    id: 'map',
    layoutOptions: {
      'elk.algorithm': 'layered',
      'elk.direction': 'RIGHT',
      'elk.edgeRouting': 'SPLINES',
      'elk.spacing.nodeNode': String(SIZES.between),
      'elk.spacing.edgeNode': '14',
      'elk.layered.spacing.nodeNodeBetweenLayers': String(SIZES.across),
      'elk.layered.spacing.edgeNodeBetweenLayers': '24',
      'elk.padding': '[top=0,left=0,bottom=0,right=0]',
    },
    children: Array.from({ length: nodeCount }, (_, node) => ({
      id: `n${node}`,
      width: SIZES.width,
      height: SIZES.height,
    })),
    edges: links.map(({ from, to }, link) => ({ id: `e${link}`, sources: [`n${from}`], targets: [`n${to}`] })),
  }
}

/** What elkjs has answered to `elkGraph`. */
export function layoutOfElk(answer: ElkNode, nodeCount: number, links: Link[]): DrawnLayout {
  const cornerOf = new Map((answer.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }]))
  const sectionOf = new Map((answer.edges ?? []).map(({ id, sections }) => [id, sections?.[0]]))
  const nodes = Array.from({ length: nodeCount }, (_, node) => cornerOf.get(`n${node}`) ?? ORIGIN)
  return {
    nodes,
    edges: links.map((_, link) => {
      const section = sectionOf.get(`e${link}`)
      const [start, end] = [section?.startPoint ?? ORIGIN, section?.endPoint ?? ORIGIN]
      return splineOf([start, ...(section?.bendPoints ?? []), end])
    }),
    width: answer.width ?? 1,
    height: answer.height ?? 1,
  }
}

/** A start, then two control points and an end for each piece; a straight line where there is nothing between. */
function splineOf(points: Point[]): DrawnEdge {
  const [start = ORIGIN, ...others] = points
  const end = others.at(-1) ?? start
  let path = `M${start.x} ${start.y}`
  let at = 0
  for (; at + 2 < others.length; at += 3) {
    const [one = end, other = end, next = end] = others.slice(at, at + 3)
    path += `C${one.x} ${one.y} ${other.x} ${other.y} ${next.x} ${next.y}`
  }
  for (const point of others.slice(at)) path += `L${point.x} ${point.y}`
  const middle = points[Math.floor((points.length - 1) / 2)] ?? start
  const beyond = points[Math.ceil((points.length - 1) / 2)] ?? end
  return {
    path,
    label: { x: (middle.x + beyond.x) / 2, y: (middle.y + beyond.y) / 2 },
    end,
    before: points.findLast(({ x, y }) => x !== end.x || y !== end.y) ?? start,
  }
}

const ORIGIN: Point = { x: 0, y: 0 }
