import { describe, expect, test } from 'vitest'
import type { ServiceEdge, ServiceMap, ServiceNode } from '../../preload/contract/explore/serviceMap'
import { elkGraph, layoutOfElk, quickLayout } from '../../renderer/views/explore/map/drawnLayout'
import { mapChoicesIn, openParameter } from '../../renderer/views/explore/map/mapChoices'
import { errorStep, latencyStep } from '../../renderer/views/explore/map/mapColours'
import { mapGraph } from '../../renderer/views/explore/map/mapGraph'
import { queryOfCalls, queryOfNode, queryOfPath } from '../../renderer/views/explore/map/mapQueries'
import { callsTo, sortedEdges, sortedNodes } from '../../renderer/views/explore/map/mapTables'
import { nodesAround } from '../../renderer/views/explore/map/nodesAround'
import { parseTraceQL } from '../../preload/contract/traceql/parseTraceQL'

function node(name: string, more: Partial<ServiceNode> = {}): ServiceNode {
  return { name, kind: 'service', namespace: '', key: null, spans: 10, errors: 1, selfNs: 5, ...more }
}

function edge(from: number, to: number, more: Partial<ServiceEdge> = {}): ServiceEdge {
  return { from, to, calls: 4, errors: 1, asynchronous: 0, p50Ns: 1, p95Ns: 2, p99Ns: 3, ...more }
}

function mapOf(nodes: ServiceNode[], edges: ServiceEdge[]): ServiceMap {
  return { nodes, edges, moreNodes: 0, moreEdges: 0 }
}

const choices = (parameters: Record<string, string> = {}) => mapChoicesIn(new URLSearchParams(parameters))
const WEB = mapOf(
  [node('web'), node('shop.cart'), node('shop.pay'), node('mail', { spans: 0 }), node('bank'), node('log')],
  [
    edge(0, 1),
    edge(0, 2, { p95Ns: 9 }),
    edge(1, 2, { p95Ns: null }),
    edge(2, 3, { calls: 0, errors: 0 }),
    edge(2, 2, { calls: 7 }),
    edge(2, 4),
  ],
)

describe('what of a map is drawn', () => {
  test('all of it, without calls of a service to itself', () => {
    const { nodes, edges, canFold, isFolded } = mapGraph(WEB, choices())
    expect(nodes.map(({ title }) => title)).toEqual(['web', 'shop.cart', 'shop.pay', 'mail', 'bank', 'log'])
    expect(edges.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
      [2, 3],
      [2, 4],
    ])
    expect(nodes[2]).toMatchObject({ calls: 8, ownCalls: 7, callErrors: 2, p95Ns: 9 })
    expect(nodes.filter(({ isIdle }) => isIdle).map(({ title }) => title)).toEqual(['mail'])
    expect([canFold, isFolded]).toEqual([true, false])
  })

  test('around one service, as many calls away as is wished; ways do not turn', () => {
    const titles = (hops: string) =>
      mapGraph(WEB, choices({ focus: 'shop.cart', hops })).nodes.map(({ title }) => title)
    expect(titles('1')).toEqual(['web', 'shop.cart', 'shop.pay'])
    expect(titles('2')).toEqual(['web', 'shop.cart', 'shop.pay', 'mail', 'bank'])
    expect(
      nodesAround(
        4,
        [
          { from: 0, to: 1 },
          { from: 0, to: 2 },
          { from: 1, to: 0 },
        ],
        1,
        Infinity,
      ),
    ).toEqual(new Set([0, 1, 2]))
    expect(mapGraph(WEB, choices({ focus: 'nobody' })).nodes).toHaveLength(6)
  })

  test('a namespace as one node, whose calls are added up, until it is opened', () => {
    const { nodes, edges } = mapGraph(WEB, choices({ fold: 'on' }))
    expect(nodes.map(({ title, count }) => [title, count])).toEqual([
      ['web', 1],
      ['shop', 2],
      ['mail', 1],
      ['bank', 1],
      ['log', 1],
    ])
    expect(edges[0]).toMatchObject({ from: 0, to: 1, count: 2, calls: 8, errors: 2, p95Ns: 9 })
    expect(mapGraph(WEB, choices({ fold: 'on', open: openParameter(['shop']) })).nodes).toHaveLength(6)
    expect(choices({ open: 'not a list' }).open).toEqual([])
  })

  test('many services are folded by themselves, but not when one namespace has most of them', () => {
    const many = (nameOf: (place: number) => string) =>
      mapGraph(
        mapOf(
          Array.from({ length: 300 }, (_, place) => node(nameOf(place))),
          [],
        ),
        choices(),
      )
    expect(many((place) => `team-${place % 10}.service-${place}`).nodes).toHaveLength(10)
    expect(many((place) => `service-${place}`).nodes).toHaveLength(300)
  })
})

test('layouts have a place for each node and a way for each call', () => {
  const links = [
    { from: 0, to: 1 },
    { from: 1, to: 2 },
    { from: 2, to: 0 },
  ]
  const { nodes, edges } = quickLayout(3, links)
  expect(new Set(nodes.map(({ x }) => x)).size).toBe(3)
  expect(edges.map(({ path }) => path.startsWith('M'))).toEqual([true, true, true])
  const [first] = nodes
  expect(edges[2]?.end.x).toBe((first?.x ?? 0) + 188)

  expect(elkGraph(3, links).edges?.map(({ sources, targets }) => [...sources, ...targets])).toEqual([
    ['n0', 'n1'],
    ['n1', 'n2'],
    ['n2', 'n0'],
  ])
  const bends = [
    { x: 20, y: 0 },
    { x: 30, y: 40 },
  ]
  const section = { id: 's', startPoint: { x: 10, y: 0 }, bendPoints: bends, endPoint: { x: 50, y: 40 } }
  const answer = {
    id: 'map',
    width: 100,
    height: 50,
    children: [{ id: 'n0', x: 1, y: 2 }],
    edges: [{ id: 'e0', sources: ['n0'], targets: ['n0'], sections: [section] }],
  }
  const drawn = layoutOfElk(answer, 1, [{ from: 0, to: 0 }])
  expect(drawn.nodes).toEqual([{ x: 1, y: 2 }])
  expect(drawn.edges[0]).toEqual({
    path: 'M10 0C20 0 30 40 50 40',
    label: { x: 25, y: 20 },
    end: { x: 50, y: 40 },
    before: { x: 30, y: 40 },
  })
})

test('a large graph has few layers, whatever cycles it has', () => {
  const links = Array.from({ length: 300 }, (_, from) => [
    { from, to: (from + 1) % 300 },
    { from: 0, to: from },
  ]).flat()
  const { nodes, edges } = quickLayout(300, links)
  expect(new Set(nodes.map(({ x }) => x)).size).toBe(11)
  expect(edges).toHaveLength(600)
  expect(edges.every(({ path }) => !path.includes('NaN'))).toBe(true)
})

test('colours go by the share that failed and by the latency', () => {
  expect([errorStep(0, 10), errorStep(1, 1_000), errorStep(1, 50), errorStep(10, 10), errorStep(0, 0)]).toEqual([
    0, 1, 2, 5, 0,
  ])
  expect([latencyStep(null), latencyStep(9e6), latencyStep(11e6), latencyStep(6e9)]).toEqual([0, 0, 1, 5])
})

describe('the queries for traces', () => {
  const [web, cart] = [node('web'), node('a "cart"')]
  const orders = node('orders', { kind: 'database', key: 'db.namespace' })

  test('of calls between services, to a peer, and of a node', () => {
    expect(queryOfCalls(web, cart, '')).toBe(
      '{ resource.service.name = "web" } > { resource.service.name = "a \\"cart\\"" }',
    )
    expect(queryOfCalls(web, orders, '')).toBe('{ resource.service.name = "web" && span.db.namespace = "orders" }')
    expect(queryOfCalls(web, { ...orders, key: null }, '')).toBeNull()
    expect(queryOfNode(orders, '')).toBe('{ span.db.namespace = "orders" }')
  })

  test('of a way, also one that is cut', () => {
    const of = (name: string) => `{ resource.service.name = "${name}" }`
    expect(queryOfPath(['a', 'b', 'c'], false, '')).toBe(`${of('a')} >> ${of('b')} >> ${of('c')}`)
    expect(queryOfPath(['a', 'b', 'c'], true, '')).toBe(`${of('a')} >> ${of('c')}`)
    expect(queryOfPath(['a'], false, '')).toBe(of('a'))
  })

  test('within another query, unless it counts spans', () => {
    const within = queryOfCalls(web, cart, '{ status = error }') ?? ''
    expect(within.startsWith('({ status = error }) && (')).toBe(true)
    expect(parseTraceQL(within).query).not.toBeNull()
    expect(queryOfNode(web, '{ } | count() > 3')).toBe('{ resource.service.name = "web" }')
  })
})

test('tables leave out what has no calls, and sort what is not known to the end', () => {
  const map = WEB
  expect(sortedEdges(map, { column: 'p95Ns', descending: true })).toEqual([1, 0, 4, 5, 2])
  expect(sortedEdges(map, { column: 'p95Ns', descending: false }).at(-1)).toBe(2)
  const calls = callsTo(map)
  expect([...calls]).toEqual([0, 4, 15, 0, 4, 0])
  expect(sortedNodes(map, calls, { column: 'name', descending: false })).toEqual([4, 5, 1, 2, 0])
})
