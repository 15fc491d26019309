import { describe, expect, it } from 'vitest'
import type { LatencyMap } from '../../preload/contract/explore/latency'
import { AreaBrush } from '../../renderer/views/explore/latency/AreaBrush.svelte'
import { areaOf, brushOf, heldBy } from '../../renderer/views/explore/latency/brushedArea'
import { durationPlace, durationTicks } from '../../renderer/views/explore/latency/durationAxis'
import { formatEdge } from '../../renderer/views/explore/latency/formatEdge'
import { latencyChoicesOf } from '../../renderer/views/explore/latency/latencyChoices'
import { narrowToDurations } from '../../renderer/views/explore/latency/narrowToDurations'
import { queryOfValue } from '../../renderer/views/explore/latency/queryOfValue'
import { formatRate, rateUnit } from '../../renderer/views/explore/rateUnit'
import { spreadLabels } from '../../renderer/views/explore/latency/spreadLabels'

/** Four bins of 10 ns from 100 on, three of durations. One span has no length, another no start. */
const MAP: LatencyMap = {
  origin: 100n,
  width: 10n,
  timeBins: 4,
  edges: [1, 2, 5, 10],
  cells: {
    time: Int32Array.of(0, 1, 1, 3),
    duration: Int32Array.of(0, 0, 2, 1),
    counts: Int32Array.of(1, 2, 4, 8),
    errors: Int32Array.of(0, 1, 2, 0),
  },
  starts: { counts: [1, 6, 1, 8], errors: [0, 3, 1, 0] },
  counts: [3, 9, 4],
  errors: [1, 0, 2],
  total: 17,
  failed: 4,
  zeroDuration: 1,
  withoutDuration: 0,
  withoutStart: 1,
  percentiles: [3, 3, 6, 6, 6, 6],
}

describe('an area of the heatmap', () => {
  const area = { time: { first: 1, last: 2 }, duration: { first: 1, last: 2 } }

  it('is the same as bins and as bounds', () => {
    const brush = brushOf(MAP, area, 'both')
    expect(brush).toEqual({ from: 110n, to: 130n, least: 2n, most: 10n })
    expect(areaOf(MAP, brush)).toEqual(area)
    expect(brushOf(MAP, area, 'time')).toEqual({ from: 110n, to: 130n, least: null, most: null })
    expect(brushOf(MAP, area, 'duration')).toEqual({ from: null, to: null, least: 2n, most: 10n })
  })

  it('is every bin in which the bounds lie, within what there is', () => {
    expect(areaOf(MAP, { from: 119n, to: 121n, least: 3n, most: 6n })).toEqual(area)
    const all = { time: { first: 0, last: 3 }, duration: { first: 0, last: 2 } }
    expect(areaOf(MAP, { from: null, to: null, least: null, most: null })).toEqual(all)
    expect(areaOf(MAP, { from: -5n, to: 9_000n, least: 0n, most: 9_000n })).toEqual(all)
    expect(areaOf(MAP, { from: 140n, to: null, least: null, most: null })).toBeNull()
    expect(areaOf(MAP, { from: null, to: 100n, least: null, most: null })).toBeNull()
    expect(areaOf(MAP, { from: null, to: null, least: 10n, most: null })).toBeNull()
    expect(areaOf({ ...MAP, edges: [], timeBins: 0 }, { from: null, to: null, least: 1n, most: null })).toBeNull()
  })

  it('counts what has no length where any duration will do, and what has no start where any start will', () => {
    expect(heldBy(MAP, { from: 110n, to: 130n, least: 2n, most: 10n })).toEqual({ count: 4, errors: 2 })
    expect(heldBy(MAP, { from: 110n, to: 130n, least: null, most: null })).toEqual({ count: 7, errors: 4 })
    expect(heldBy(MAP, { from: null, to: null, least: 2n, most: 5n })).toEqual({ count: 9, errors: 0 })
    expect(heldBy(MAP, { from: 500n, to: null, least: null, most: null })).toEqual({ count: 0, errors: 0 })
  })
})

describe('choosing an area by keys', () => {
  it('begins where most is, and extends along both axes', () => {
    const brush = new AreaBrush(
      () => 4,
      () => 3,
    )
    brush.move('time', 1, false, { time: 3, duration: 1 })
    expect([brush.cursor, brush.isArea]).toEqual([{ time: 3, duration: 1 }, false])
    brush.move('time', -1, true, { time: 0, duration: 0 })
    brush.move('duration', 1, true, { time: 0, duration: 0 })
    expect(brush.chosen).toEqual({ time: { first: 2, last: 3 }, duration: { first: 1, last: 2 } })
    brush.move('duration', -1, false, { time: 0, duration: 0 })
    expect([brush.isArea, brush.cursor]).toEqual([false, { time: 2, duration: 1 }])
  })

  it('a drag along one axis keeps to one bin of the other', () => {
    const brush = new AreaBrush(
      () => 4,
      () => 3,
    )
    brush.press({ time: 0, duration: 1 })
    expect(brush.isArea).toBe(false)
    brush.drag({ time: 9, duration: 1 })
    expect(brush.chosen).toEqual({ time: { first: 0, last: 3 }, duration: { first: 1, last: 1 } })
  })
})

describe('narrowing a query to durations', () => {
  const bounds = { least: 1_250_000n, most: 2_000_000_000n }
  it.each([
    ['', '{ duration >= 1.25ms && duration < 2s }'],
    ['{ }', '{ duration >= 1.25ms && duration < 2s }'],
    ['{ name = "a" }', '{ name = "a" && duration >= 1.25ms && duration < 2s }'],
    ['{ .a = 1 || .b = 2 }', '{ (.a = 1 || .b = 2) && duration >= 1.25ms && duration < 2s }'],
    ['{ .a = 1 } >> { .b = 2 }', '{ .a = 1 } >> { .b = 2 } | { duration >= 1.25ms && duration < 2s }'],
    ['{ .a = 1 } | count() > 2', '{ .a = 1 } | count() > 2 | { duration >= 1.25ms && duration < 2s }'],
  ])('of spans: %s', (query, expected) => {
    expect(narrowToDurations(query, 'spans', bounds)).toBe(expected)
  })

  it('is about traces where these are shown, and says nothing of an open bound', () => {
    expect(narrowToDurations('', 'traces', { least: 3n, most: null })).toBe('{ trace:duration >= 3ns }')
    expect(narrowToDurations('{ .a = 1 }', 'spans', { least: null, most: null })).toBe('{ .a = 1 }')
  })

  it('cannot be said in words, but for the time', () => {
    expect(narrowToDurations('customer 77', 'spans', bounds)).toBeNull()
    expect(narrowToDurations('customer 77', 'spans', { least: null, most: null })).toBe('customer 77')
  })
})

describe('narrowing a query to a value', () => {
  it.each([
    ['', 's:/buy', '{ span.http.route = "/buy" }'],
    ['{ .a = 1 }', 'n:7', '{ .a = 1 && span.http.route = 7 }'],
    ['{ .a = 1 } >> { .b = 2 }', 'nil', '{ .a = 1 } >> { .b = 2 } | { span.http.route = nil }'],
  ])('of %s', (query, value, expected) => {
    expect(queryOfValue(query, 'span.http.route', value)).toBe(expected)
  })

  it('cannot be said in words, of groups, or of arrays', () => {
    expect(queryOfValue('customer 77', 'name', 's:x')).toBeNull()
    expect(queryOfValue('{ } | by(kind)', 'name', 's:x')).toBeNull()
    expect(queryOfValue('', 'span.tags', 'a:["x"]')).toBeNull()
  })
})

describe('the axis of durations', () => {
  const edges = [1e6, 2e6, 5e6, 1e7, 2e7, 5e7, 1e8]

  it('has labels at round durations that do not touch', () => {
    expect(durationTicks(edges, 1).map(({ place }) => place)).toEqual([0, 1, 2, 3, 4, 5, 6])
    expect(durationTicks(edges, 3)).toEqual([0, 3, 6].map((place) => ({ place, edge: edges[place] })))
    expect(durationTicks(edges, 4).map(({ place }) => place)).toEqual([0, 6])
    expect(durationTicks(edges, 99).map(({ place }) => place)).toEqual([0])
    expect(durationTicks([], 1)).toEqual([])
    const long = [30, 60, 120, 90, 600, 3_600, 86_400].map((seconds) => seconds * 1e9)
    expect(durationTicks(long, 1).map(({ edge }) => formatEdge(edge))).toEqual(['1 m', '2 m', '10 m', '1 h', '1 d'])
  })

  it('tells where a duration lies', () => {
    expect(durationPlace(edges, 1e6)).toBe(0)
    expect(durationPlace(edges, Math.sqrt(2) * 1e6)).toBeCloseTo(0.5)
    expect(durationPlace(edges, 5e7)).toBe(5)
    expect([durationPlace(edges, 1e8), durationPlace(edges, 999_999), durationPlace([], 5)]).toEqual([null, null, null])
  })

  it('names edges without digits that say nothing', () => {
    const named = [1, 2e3, 1.25e6, 2.5e7, 1e8, 3.15e8, 6e10, 9e10, 3.6e12, 5.4e12].map(formatEdge)
    expect(named).toEqual([
      '1 ns',
      '2 µs',
      '1.25 ms',
      '25 ms',
      '100 ms',
      '315 ms',
      '1 m',
      '1 m 30 s',
      '1 h',
      '1 h 30 m',
    ])
  })
})

describe('figures', () => {
  it('spread labels that would touch, within the height', () => {
    expect(spreadLabels([0, 50, 52, 100], 14, 100)).toEqual([0, 50, 64, 100])
    expect(spreadLabels([90, 95, 99], 14, 100)).toEqual([72, 86, 100])
  })

  it('tell rates by what makes them 1 or more', () => {
    const told = [250, 1, 0.5, 1 / 3_600, 0].map((perSecond) => formatRate(perSecond, rateUnit(perSecond)))
    expect(told).toEqual(['250/s', '1/s', '30/min', '1/h', '0/s'])
  })

  it('come from what an address says, and from nothing else', () => {
    expect(latencyChoicesOf(new URLSearchParams('colour=errors&rates=duration&by= name &table=cells'))).toEqual({
      colour: 'errors',
      rates: 'duration',
      by: 'name',
      table: 'cells',
    })
    expect(latencyChoicesOf(new URLSearchParams('colour=x&rates=&by=&table=y'))).toEqual({
      colour: 'all',
      rates: 'rate',
      by: null,
      table: null,
    })
  })
})
