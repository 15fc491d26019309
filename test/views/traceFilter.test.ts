import { describe, expect, test } from 'vitest'
import { keptRows } from '../../renderer/views/trace/filter/keptRows'
import {
  chosenServices,
  servicesFromAddress,
  servicesInAddress,
} from '../../renderer/views/trace/filter/serviceParameter'
import { visibleRows } from '../../renderer/views/trace/visibleRows'
import { foldsOf, membersOf } from '../../renderer/views/trace/fold/foldsOf'
import { traceColumnsOf } from '../support/traceColumnsOf'

const trace = traceColumnsOf(`
  shop checkout    0..100
    cart read     10..30
      redis get   12..20
      redis get   21..29
      redis get   21..29
      redis get   21..29
    bank charge   40..90
  late report    200..210
`)

describe('hiding what does not match', () => {
  test('keeps matches and their ancestors', () => {
    const kept = keptRows(trace, Int32Array.of(2, 4))
    expect([...kept]).toEqual([1, 1, 1, 0, 1, 0, 0, 0])
    expect([...visibleRows(trace, new Uint8Array(8), undefined, kept)]).toEqual([0, 1, 2, 4])
  })
  test('keeps nothing when nothing matches', () => {
    const kept = keptRows(trace, new Int32Array(0))
    expect([...visibleRows(trace, new Uint8Array(8), undefined, kept)]).toEqual([])
  })
  test('folds only what is kept', () => {
    const folds = foldsOf(trace, keptRows(trace, Int32Array.of(2, 4, 5)))
    expect([...membersOf(folds, 0)]).toEqual([2, 4, 5])
    expect(foldsOf(trace, keptRows(trace, Int32Array.of(2, 4))).members.length).toBe(0)
  })
  test('a chain of 100,000 spans that all match', () => {
    const spanCount = 100_000
    const parent = Int32Array.from({ length: spanCount }, (_, row) => row - 1)
    const all = Int32Array.from({ length: spanCount }, (_, row) => spanCount - row - 1)
    expect(keptRows({ spanCount, parent }, all).every((byte) => byte === 1)).toBe(true)
  })
})

describe('services in the address', () => {
  const services = ['cart', 'a,b', 'ü &=', '']
  test.each([[[]], [[0]], [[1, 2]], [[2, 0]]])('%j comes back', (chosen) => {
    const text = servicesInAddress(chosen.map((service) => services[service] ?? ''))
    expect(servicesFromAddress(text, services)).toEqual(chosen)
  })
  test('what the trace has not is left out', () => expect(servicesFromAddress('cart,nobody', services)).toEqual([0]))
  test('a click chooses one alone, or none; an adding one joins and leaves', () => {
    expect(chosenServices([], 1, false)).toEqual([1])
    expect(chosenServices([1], 1, false)).toEqual([])
    expect(chosenServices([1, 2], 1, false)).toEqual([1])
    expect(chosenServices([1], 2, true)).toEqual([1, 2])
    expect(chosenServices([1, 2], 1, true)).toEqual([2])
  })
})
