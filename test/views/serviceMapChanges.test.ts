import { describe, expect, test } from 'vitest'
import type { ServiceEdge, ServiceMap, ServiceNode } from '../../preload/contract/explore/serviceMap'
import { changeAmount, changeOf, mapChanges } from '../../renderer/views/explore/map/Change'
import { CHANGE_LEGENDS, changeColour, changeStep } from '../../renderer/views/explore/map/changeColours'
import { changesOfEdges, changesOfNodes, sortedChanges } from '../../renderer/views/explore/map/changeTables'
import { changeLines, edgeChangeWords, sayBoth, sayChange } from '../../renderer/views/explore/map/changeWords'
import { mapChoicesIn } from '../../renderer/views/explore/map/mapChoices'
import { mapGraph, shapeOf } from '../../renderer/views/explore/map/mapGraph'
import { mapNote } from '../../renderer/views/explore/map/mapNote'
import {
  boundsWithin,
  reachesWithin,
  sayReach,
  secondsOf,
  stretchesOf,
} from '../../renderer/views/explore/map/stretches'

const SECOND = 1_000_000_000n
const MINUTE = 60n * SECOND
const SECONDS = { before: 10, after: 20 }

type Figures = [calls: number, errors: number, p95Ns: number | null]

/** web calls cart, pay and mail, each with these figures. */
function mapOf(...figures: Figures[]): ServiceMap {
  const nodes = ['web', 'cart', 'pay', 'mail'].map((name, place): ServiceNode => {
    const [spans, errors] =
      place === 0 ? [figures.reduce((sum, [calls]) => sum + calls, 0), 0] : (figures[place - 1] ?? [])
    return { name, kind: 'service', namespace: '', key: null, spans: spans ?? 0, errors: errors ?? 0, selfNs: 0 }
  })
  const edges = figures.map(([calls, errors, p95Ns], place): ServiceEdge => ({
    from: 0,
    to: place + 1,
    calls,
    errors,
    asynchronous: 0,
    p50Ns: null,
    p95Ns,
    p99Ns: null,
  }))
  return { nodes, edges, moreNodes: 0, moreEdges: 0 }
}

const BEFORE = mapOf([100, 1, 20e6], [40, 0, 10e6], [0, 0, null])
const AFTER = mapOf([200, 30, 84e6], [0, 0, null], [2, 0, 5e6])
const MAPS = { before: BEFORE, after: AFTER, seconds: SECONDS }
const [toCart, toPay, toMail] = changesOfEdges(MAPS)

describe('stretches of time', () => {
  test('are the brushed one, or those on both sides of a moment', () => {
    const brushed = { from: 1n, to: null }
    expect(stretchesOf({ moment: null, reach: 5n }, brushed)).toEqual({ now: brushed, before: null })
    expect(stretchesOf({ moment: null, reach: null }, null).now).toEqual({ from: null, to: null })
    expect(stretchesOf({ moment: 7n, reach: null }, brushed)).toEqual({
      now: { from: 7n, to: null },
      before: { from: null, to: 7n },
    })
    expect(stretchesOf({ moment: 7n, reach: 5n }, null)).toEqual({
      now: { from: 7n, to: 12n },
      before: { from: 2n, to: 7n },
    })
  })

  test('are as long as there are calls in them', () => {
    const calls = { from: 10n * SECOND, to: 40n * SECOND }
    expect(secondsOf({ from: null, to: null }, calls)).toBe(30)
    expect(secondsOf({ from: 0n, to: 25n * SECOND }, calls)).toBe(15)
    expect(secondsOf({ from: null, to: 10n * SECOND }, calls)).toBe(0)
    expect(secondsOf({ from: 50n * SECOND, to: null }, calls)).toBe(0)
  })

  test('narrow a filter, and widen none', () => {
    expect(boundsWithin({ from: null, to: 9n }, { from: 3n, to: 12n })).toEqual({ from: '3', to: '9' })
    expect(boundsWithin({ from: 5n, to: null }, { from: 3n, to: null })).toEqual({ from: '5', to: '' })
  })

  test('reach round lengths that fit on both sides, and the one that an address has', () => {
    const hour = { from: 0n, to: 60n * MINUTE, width: 30n * SECOND }
    expect(reachesWithin(hour, null)).toEqual([MINUTE, 5n * MINUTE, 15n * MINUTE])
    expect(reachesWithin(hour, 7n)).toContain(7n)
    expect(reachesWithin({ from: 0n, to: 1n, width: 1n }, null)).toEqual([])
    expect([sayReach(5n * MINUTE), sayReach(15n * SECOND), sayReach(60n * MINUTE)]).toEqual(['5 m', '15 s', '1 h'])
  })

  test('stand in the address, where only numbers are moments', () => {
    const choices = (address: string) => mapChoicesIn(new URLSearchParams(address))
    expect(choices('moment=12&reach=3&colour=calls')).toMatchObject({ moment: 12n, reach: 3n, colour: 'calls' })
    expect(choices('moment=soon&reach=-3')).toMatchObject({ moment: null, reach: null })
    expect(choices('colour=calls').colour).toBe('errors')
  })
})

describe('a change', () => {
  test('is of rates, shares and latencies', () => {
    expect(toCart).toEqual({
      rate: { before: 10, after: 10 },
      failed: { before: 0.01, after: 0.15 },
      p50: { before: null, after: null },
      p95: { before: 20e6, after: 84e6 },
      p99: { before: null, after: null },
      there: 'both',
    })
    expect([toPay?.there, toMail?.there]).toEqual(['gone', 'new'])
    const nothing = { count: 0, errors: 0, p50Ns: null, p95Ns: null, p99Ns: null }
    expect(changeOf(nothing, nothing, { before: 0, after: 5 })).toMatchObject({
      rate: { before: null, after: 0 },
      failed: { before: null, after: null },
      there: 'never',
    })
  })

  test('has a step on a scale that goes both ways', () => {
    if (!toCart || !toPay || !toMail) throw new Error('there are three calls')
    expect((['errors', 'p95', 'calls'] as const).map((by) => changeStep(toCart, by))).toEqual([2, 2, 0])
    expect((['errors', 'p95', 'calls'] as const).map((by) => changeStep(toPay, by))).toEqual([0, 0, -3])
    expect((['errors', 'p95', 'calls'] as const).map((by) => changeStep(toMail, by))).toEqual([0, 0, 3])
    const better = { ...toCart, p95: { before: 10, after: 8 }, failed: { before: 0.25, after: 0.05 } }
    expect([changeStep(better, 'p95'), changeStep(better, 'errors')]).toEqual([-1, -3])
    const theme = { error: 'red', warning: 'orange', match: 'purple', lineStrong: 'grey' }
    expect(changeColour(0, 'p95', theme)).toBe('color-mix(in srgb, orange 0%, grey)')
    expect(changeColour(3, 'p95', theme)).toBe('color-mix(in srgb, orange 100%, grey)')
    expect(changeColour(2, 'errors', theme)).toBe('color-mix(in srgb, red 75%, grey)')
    expect(changeColour(-1, 'errors', theme)).toBe('color-mix(in srgb, purple 50%, grey)')
    expect(Object.values(CHANGE_LEGENDS).map(({ length }) => length)).toEqual([7, 7, 7])
  })

  test('is told in words, not by colour alone', () => {
    if (!toCart || !toPay || !toMail) throw new Error('there are three calls')
    expect(sayChange(toCart, 'errors')).toBe('+14 pt')
    expect(sayChange(toCart, 'p95')).toBe('× 4.2')
    expect(sayChange(toCart, 'calls')).toBe('same')
    expect(sayChange({ ...toCart, rate: { before: 10, after: 7.2 } }, 'calls')).toBe('−28 %')
    expect([sayChange(toPay, 'p95'), sayChange(toMail, 'errors')]).toEqual(['gone', 'new'])
    const slightly = { ...toCart, p95: { before: 100, after: 110 } }
    expect(changeLines(slightly, 'Calls').map(({ change, isWorse }) => [change, isWorse])).toContainEqual([
      '+10 %',
      false,
    ])
    expect(sayBoth(toCart, 'p95')).toBe('20.0 ms → 84.0 ms')
    expect(sayBoth(toCart, 'errors')).toBe('1.0 % → 15 % failed')
    expect(sayBoth(toMail, 'calls')).toBe('0 → 6/min')
    expect(changeLines(toCart, 'Calls')).toEqual([
      { label: 'Calls', before: '10/s', after: '10/s', change: 'same', isWorse: false },
      { label: 'Failed', before: '1.0 %', after: '15 %', change: '+14 pt', isWorse: true },
      { label: 'p95', before: '20.0 ms', after: '84.0 ms', change: '× 4.2', isWorse: true },
    ])
    const { nodes, edges } = mapGraph(AFTER, mapChoicesIn(new URLSearchParams()))
    const [cart, pay] = edges
    if (!cart || !pay) throw new Error('there are three calls')
    expect(edgeChangeWords(nodes, cart, toCart)).toBe(
      'web calls cart: calls 10/s before, 10/s after, same; failed 1.0 % before, 15 % after, +14 pt; ' +
        'p95 20.0 ms before, 84.0 ms after, × 4.2',
    )
    expect(edgeChangeWords(nodes, pay, toPay)).toContain('web calls pay: gone, nothing after; calls 4/s before')
  })

  test('amounts to nothing that can be told where a side is not known', () => {
    expect(changeAmount({ before: null, after: 3 }, false)).toBeNull()
    expect(changeAmount({ before: 0, after: 3 }, false)).toBe(Infinity)
    expect(changeAmount({ before: 3, after: 0 }, false)).toBe(-Infinity)
    expect(changeAmount({ before: 0, after: 0 }, false)).toBe(0)
    expect(changeAmount({ before: 0.25, after: 0.5 }, true)).toBe(0.25)
  })
})

describe('two maps', () => {
  const whole = mapChoicesIn(new URLSearchParams())

  test('have the same shape, in which what is new and gone is found', () => {
    const [before, after] = [mapGraph(BEFORE, whole), mapGraph(AFTER, whole)]
    expect(shapeOf(before)).toBe(shapeOf(after))
    const changes = mapChanges(before, after, SECONDS)
    expect(changes.nodes.map(({ there }) => there)).toEqual(['both', 'both', 'gone', 'new'])
    expect(changes.edges.map(({ there }) => there)).toEqual(['both', 'gone', 'new'])
    expect(mapNote(after, changes, false)).toBe('')
  })

  test('say so when one side is empty', () => {
    const nothing = mapGraph(mapOf([0, 0, null], [0, 0, null], [0, 0, null]), whole)
    const after = mapGraph(AFTER, whole)
    expect(mapNote(after, mapChanges(nothing, after, SECONDS), false)).toContain('Nothing was before the moment')
    expect(mapNote(nothing, mapChanges(after, nothing, SECONDS), false)).toContain('Nothing came after the moment')
    expect(mapNote(nothing, null, true)).toBe('Nothing was called in this stretch of time.')
    expect(mapNote(nothing, null, false)).toContain('No span matches')
  })

  test('are sorted by their changes; what cannot be told comes last', () => {
    const edges = changesOfEdges(MAPS)
    const by = (column: string, descending = true) => sortedChanges(edges, { column, descending }, () => '')
    expect(by('calls change')).toEqual([2, 0, 1])
    expect(by('calls change', false)).toEqual([1, 0, 2])
    expect(by('errors change')[0]).toBe(0)
    expect(by('p95')).toEqual([0, 2, 1])
    expect(sortedChanges(edges, { column: 'to', descending: false }, (place) => 'cba'[place] ?? '')).toEqual([2, 1, 0])
    expect(changesOfNodes(MAPS).map(({ rate }) => rate.after)).toEqual([10.1, 10, 0, 0.1])
    const idle = changesOfEdges({ before: BEFORE, after: BEFORE, seconds: SECONDS })
    expect(sortedChanges(idle, { column: 'calls', descending: true }, () => '')).toEqual([0, 1])
  })
})
