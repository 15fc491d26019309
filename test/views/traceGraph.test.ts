import fc from 'fast-check'
import { expect, test } from 'vitest'
import { operationsOf } from '../../renderer/views/trace/flame/flameTree'
import { layeredLayout } from '../../renderer/graph/layeredLayout'
import { layersOf, type Link } from '../../renderer/graph/layers'
import { callWords, nodeWords } from '../../renderer/views/trace/map/mapWords'
import { moveNode } from '../../renderer/graph/moveNode'
import { shownGraph } from '../../renderer/views/trace/map/shownGraph'
import { operationNodes, serviceNodes, traceGraph } from '../../renderer/views/trace/map/traceGraph'
import { bringing, fitted, zoomed } from '../../renderer/graph/viewport'
import { Slices } from '../../renderer/views/trace/Slices'
import { never } from '../support/never'
import { traceColumnsOf } from '../support/traceColumnsOf'

const SHOP = traceColumnsOf(`
  web page          0..100  server
    web render      5..10   internal
    shop list       10..60  server
      db select     20..30  client error
      db select     30..50  client
      shop list     50..55  server
    bank pay        60..90  server error
      shop list     70..80  server`)
SHOP.selfTime.set([15, 5, 15, 10, 20, 5, 20, 10])

async function graphOf(byService: boolean, matched = new Uint8Array(0), first = 0, last = SHOP.spanCount) {
  const nodes = byService ? serviceNodes(SHOP) : operationNodes(operationsOf(SHOP))
  return traceGraph(SHOP, nodes, { first, last }, !byService, matched, new Slices(never))
}

test('services: calls are counted with their errors; a service calls itself only over the wire', async () => {
  const { edges, spans, errors, self, total, timed } = await graphOf(true)
  const [web, shop, db, bank] = ['web', 'shop', 'db', 'bank'].map((name) => SHOP.services.indexOf(name))
  expect(edges).toEqual([
    { from: web, to: shop, calls: 1, errors: 0 },
    { from: shop, to: db, calls: 2, errors: 1 },
    { from: shop, to: shop, calls: 1, errors: 0 },
    { from: web, to: bank, calls: 1, errors: 1 },
    { from: bank, to: shop, calls: 1, errors: 0 },
  ])
  expect([spans[shop ?? 0], errors[db ?? 0], self[shop ?? 0], total[shop ?? 0], timed[shop ?? 0]]).toEqual([
    3, 1, 30, 65, 3,
  ])
})

test('operations: everything below another is a call; a branch counts alone', async () => {
  const { edges, nodeCount } = await graphOf(false)
  expect(nodeCount).toBe(5)
  expect(edges.map(({ calls }) => calls)).toEqual([1, 1, 2, 1, 1, 1])
  const branch = await graphOf(true, new Uint8Array(0), 2, 6)
  expect([...branch.spans]).toEqual([0, 2, 2, 0])
  expect(branch.edges.map(({ calls }) => calls)).toEqual([2, 1])
})

test('the most self time is shown, all others are one node with their calls', async () => {
  const graph = await graphOf(true)
  const { nodes, edges, folded } = shownGraph(graph, 2, false)
  expect(
    nodes.map(({ node, count, spans, errors }) => [SHOP.services[node] ?? 'others', count, spans, errors]),
  ).toEqual([
    ['shop', 1, 3, 0],
    ['db', 1, 2, 1],
    ['others', 2, 3, 1],
  ])
  expect(folded).toBe(2)
  expect(edges).toEqual([
    { from: 2, to: 0, calls: 2, errors: 0 },
    { from: 0, to: 1, calls: 2, errors: 1 },
    { from: 0, to: 0, calls: 1, errors: 0 },
  ])
  expect(shownGraph(graph, 3, false).folded).toBe(0)
})

test('with what does not match hidden, only services that match are left', async () => {
  const graph = await graphOf(true, Uint8Array.of(0, 0, 1, 0, 0, 1, 1, 0))
  const { nodes } = shownGraph(graph, 40, true)
  expect(nodes.map(({ node, matched }) => [SHOP.services[node], matched])).toEqual([
    ['shop', 2],
    ['bank', 1],
  ])
})

test('callers stand left of what they call; a cycle is cut where it leads back', () => {
  const links = [
    { from: 0, to: 1 },
    { from: 1, to: 2 },
    { from: 0, to: 2 },
    { from: 2, to: 1 },
    { from: 3, to: 3 },
    { from: 4, to: 5 },
    { from: 5, to: 4 },
  ]
  const { layer, back } = layersOf(6, links, [])
  expect([...layer]).toEqual([0, 1, 2, 0, 0, 1])
  expect([...back]).toEqual([0, 0, 0, 1, 0, 0, 1])
  expect([...layersOf(6, links, [2, 5]).layer]).toEqual([0, 2, 1, 0, 1, 0])
})

const SIZES = { width: 200, height: 60, across: 80, between: 20 }
const anyGraph = fc
  .integer({ min: 1, max: 25 })
  .chain((count) =>
    fc.tuple(
      fc.constant(count),
      fc.array(fc.record({ from: fc.nat(count - 1), to: fc.nat(count - 1) }), { maxLength: 60 }),
    ),
  )

test('no node lies on another, links run from layer to layer, and everything lies within the picture', () => {
  fc.assert(
    fc.property(anyGraph, ([count, links]) => {
      const { nodes, ways, back, width, height } = layeredLayout(count, links, [0], SIZES)
      for (const [place, { x, y }] of nodes.entries()) {
        expect(x >= 0 && x + SIZES.width <= width && y >= -1e-6 && y + SIZES.height <= height + 1e-6).toBe(true)
        for (const other of nodes.slice(place + 1)) {
          expect(x !== other.x || Math.abs(y - other.y) >= SIZES.height + SIZES.between - 1e-6).toBe(true)
        }
      }
      links.forEach(({ from, to }, link) => {
        if (from === to) return
        const way = ways[link] ?? []
        const [caller, callee] = [nodes[from], nodes[to]]
        const isBack = back[link] === 1
        expect(way.at(0)?.x).toBe((caller?.x ?? 0) + (isBack ? 0 : SIZES.width))
        expect(way.at(-1)?.x).toBe((callee?.x ?? 0) + (isBack ? SIZES.width : 0))
        const steps = way.slice(1).map(({ x }, step) => x - (way[step]?.x ?? 0))
        expect(steps.every((step) => (isBack ? step < 0 : step > 0))).toBe(true)
      })
    }),
  )
})

test('a link over several layers goes around the nodes between', () => {
  const { nodes, ways } = layeredLayout(
    3,
    [
      { from: 0, to: 1 },
      { from: 1, to: 2 },
      { from: 0, to: 2 },
    ],
    [],
    SIZES,
  )
  const { y = 0 } = nodes[1] ?? {}
  for (const bend of ways[2]?.slice(1, -1) ?? []) expect(bend.y < y || bend.y > y + SIZES.height).toBe(true)
  expect(ways[2]).toHaveLength(4)
})

test('a thousand services are laid out within a moment', () => {
  const links: Link[] = Array.from({ length: 5_000 }, (_, link) => ({
    from: (link * 7919) % 1_000,
    to: (link * 104_729 + link) % 1_000,
  }))
  const began = performance.now()
  layeredLayout(1_000, links, [0], SIZES)
  expect(performance.now() - began).toBeLessThan(2_000)
})

test('arrow keys lead to the nearest node on their side', () => {
  const nodes = [
    { x: 0, y: 100 },
    { x: 300, y: 0 },
    { x: 300, y: 120 },
    { x: 600, y: 100 },
  ]
  const from = (place: number) =>
    ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'End'].map((key) => moveNode(nodes, place, key))
  expect(from(0)).toEqual([0, 2, 1, 2, 3])
  expect(from(2)).toEqual([0, 3, 1, 2, 3])
})

test('the view holds all that can be read, keeps the point under the pointer, and moves no more than it must', () => {
  const view = { width: 1_000, height: 500 }
  expect(fitted({ width: 400, height: 200 }, view)).toEqual({ x: -300, y: -150, scale: 1 })
  expect(fitted({ width: 10_000, height: 200 }, view).scale).toBe(0.5)
  expect(fitted({ width: 10_000, height: 200 }, view, 0).scale).toBeLessThan(0.1)
  const before = { x: 10, y: 20, scale: 1 }
  const after = zoomed(before, 2, { x: 100, y: 50 })
  expect([after.x + 100 / after.scale, after.y + 50 / after.scale]).toEqual([110, 70])
  const size = { width: 200, height: 60 }
  expect(bringing(before, view, { x: 300, y: 200 }, size)).toEqual(before)
  expect(bringing(before, view, { x: 1_400, y: 200 }, size).x).toBeGreaterThan(600)
})

test('a node and its calls in words', () => {
  const node = { node: 0, count: 1, spans: 12, errors: 1, entries: 0, matched: 0, self: 3e6, average: 12e6 }
  expect(nodeWords(node, 'shop', 'service')).toBe('shop: 12 spans, 1 error, self 3.00 ms, average 12.0 ms')
  expect(nodeWords({ ...node, node: -1, count: 3 }, '', 'service')).toContain('3 other services')
  const edges = [
    { from: 0, to: 1, calls: 2, errors: 0 },
    { from: 0, to: 0, calls: 1, errors: 0 },
    { from: 2, to: 0, calls: 4, errors: 0 },
  ]
  expect(callWords(edges, 0, ['shop', 'db', 'web'])).toBe('Calls db ×2, shop ×1. Called by web ×4')
})
